import { useEffect, useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { ImportRecord } from '@gap5/contract/listen/imports.ts'
import type { Recipe } from '@gap5/contract/listen/recipe.ts'
import { api } from '../../api.ts'
import type { Words } from '../../kit/language.tsx'
import { ProblemError, sentenceOf } from '../../problem.ts'
import { importPath, importQuery } from './importsData.ts'

const restMilliseconds = 500

export type EditedRecipe = {
  recipe: Recipe
  change: (change: (recipe: Recipe) => Recipe) => void
  /** Sends what is not sent yet; false when it was refused. */
  flush: () => Promise<boolean>
  saving: 'saved' | 'unsaved' | 'saving'
  failure: Words | null
}

/** The recipe as it is being corrected, saved to the server shortly after each change. */
export function useRecipe(org: string, record: ImportRecord): EditedRecipe {
  const queries = useQueryClient()
  const [recipe, setRecipe] = useState(record.recipe)
  const [saving, setSaving] = useState<EditedRecipe['saving']>('saved')
  const [failure, setFailure] = useState<Words | null>(null)
  const unsent = useRef<Recipe | null>(null)
  const lastSent = useRef(Promise.resolve(true))
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  // A new reading or target changes the recipe on the server; what is unsent here goes first and is never lost.
  useEffect(() => {
    if (unsent.current === null) setRecipe(record.recipe)
  }, [record.recipe])

  const send = async (): Promise<boolean> => {
    const sent = unsent.current
    if (sent === null) return true
    setSaving('saving')
    try {
      const saved = await api.put<ImportRecord>(importPath(org, record.id, '/recipe'), sent)
      if (unsent.current === sent) unsent.current = null
      setFailure(null)
      setSaving(unsent.current === null ? 'saved' : 'unsaved')
      queries.setQueryData(importQuery(org, record.id).queryKey, saved)
      return true
    } catch (error) {
      setSaving('unsaved')
      setFailure(reasonOf(error))
      return false
    }
  }
  /** One after the other: what was sent earlier must not arrive later. */
  const flush = (): Promise<boolean> => {
    clearTimeout(timer.current)
    return (lastSent.current = lastSent.current.then(send))
  }
  // Whoever goes to another page in the pause after the last word has it saved all the same.
  const leave = useRef(flush)
  useEffect(() => {
    leave.current = flush
  })
  useEffect(() => () => void leave.current(), [])

  const change = (make: (recipe: Recipe) => Recipe) => {
    const next = make(unsent.current ?? recipe)
    unsent.current = next
    setRecipe(next)
    setSaving('unsaved')
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void flush(), restMilliseconds)
  }
  return { recipe, change, flush, saving, failure }
}

/** The first thing that does not fit says more than the sentence over all of them. */
function reasonOf(error: unknown): Words {
  const field = error instanceof ProblemError ? error.fields[0] : undefined
  return field ? field.text : sentenceOf(error)
}
