import { createContext, use } from 'react'
import type { Warning } from '@gap5/contract/listen/warnings/warning.ts'
import type { Editor } from './useEditor.ts'

export type Editing = {
  editor: Editor
  /** Those not put aside, and all. */
  warnings: Warning[]
  all: Warning[]
  /** Key of the question whose details are open. */
  item: string | null
  /** Opens a place of the editor; what is not named is closed. */
  go: (place: { part?: string | null; block?: string | null; item?: string | null; show?: string | null }) => void
}

export const EditorContext = createContext<Editing | null>(null)

export function useEditing(): Editing {
  const editing = use(EditorContext)
  if (editing === null) throw new Error('useEditing outside of the editor')
  return editing
}
