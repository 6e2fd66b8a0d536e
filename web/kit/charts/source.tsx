import { createContext, use, type ReactNode } from 'react'
import type { Words } from '../speech.ts'

/** Where the figures of the charts on a page come from: said under a saved picture, and in its file name. */
export type ChartSource = {
  /** "After the repair" */
  study: Words
  /** Responses in the selection. */
  n?: number
  /** What the page is narrowed to: "July to September 2026". */
  selection?: Words
  simulated?: boolean
}

const SourceContext = createContext<ChartSource | null>(null)

/** Around the charts of one study. */
export function ChartSourceProvider({ source, children }: { source: ChartSource; children: ReactNode }) {
  return <SourceContext value={source}>{children}</SourceContext>
}

export function useChartSource(): ChartSource | null {
  return use(SourceContext)
}
