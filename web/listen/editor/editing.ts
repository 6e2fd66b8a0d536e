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

/**
 * Always the same box, whose content is renewed at each drawing of the editor: all that read it are drawn with the editor, and
 * React need not search hundreds of resting rows for readers at each key.
 */
export const EditorContext = createContext<{ now: Editing } | null>(null)

export function useEditing(): Editing {
  const box = use(EditorContext)
  if (box === null) throw new Error('useEditing outside of the editor')
  return box.now
}
