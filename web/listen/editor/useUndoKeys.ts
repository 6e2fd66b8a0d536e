import { useEffect } from 'react'
import type { Editor } from './useEditor.ts'

/** Ctrl or ⌘ with Z undoes, with Shift or as Ctrl+Y redoes, in fields too: their own undo would know only themselves. */
export function useUndoKeys({ undo, redo }: Pick<Editor, 'undo' | 'redo'>): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return
      if (event.target instanceof HTMLElement && event.target.closest('[role=dialog], [role=alertdialog]') !== null) return
      const key = event.key.toLowerCase()
      const back = key === 'z' && !event.shiftKey
      const forth = (key === 'z' && event.shiftKey) || (key === 'y' && event.ctrlKey)
      if (!back && !forth) return
      event.preventDefault()
      if (back) undo?.()
      else redo?.()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [undo, redo])
}
