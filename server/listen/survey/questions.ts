import type { Block, Column, Definition, Item } from '@gap5/contract/listen/instrument.ts'
import type { StudySettings } from '@gap5/contract/listen/studies.ts'
import { drawnOrder } from './order.ts'

/**
 * One thing put to the respondent: an item with the columns asked beside it. In a block arranged `apart` an item is a
 * question for each column, `t1.expectation` and later `t1.perception`.
 */
export type Question = { key: string; part: string; block: Block; item: Item; columns: Column[] }

/** What is on the screen at once; `number` counts from 1 over all pages, shown or not, so that an address stays true. */
export type Page = { number: number; questions: Question[] }

/** Every question in the order one respondent meets them. `seed` is the id of the response. */
export function questionsOf(definition: Definition, seed: string): Question[] {
  return definition.blocks.flatMap((block) => blockQuestions(block, seed))
}

function blockQuestions(block: Block, seed: string): Question[] {
  const items = block.randomised ? drawnOrder(block.items, `${seed} ${block.key}`) : block.items
  if (block.arrange === 'together' || block.columns.length < 2) {
    return items.map((item) => question(block, item, item.type === 'rating' ? block.columns : []))
  }
  return block.columns.flatMap((column, pass) =>
    items
      .filter((item) => item.type === 'rating' || pass === 0)
      .map((item) => (item.type === 'rating' ? apart(block, item, column) : question(block, item, []))),
  )
}

function question(block: Block, item: Item, columns: Column[]): Question {
  return { key: item.key, part: block.key, block, item, columns }
}

function apart(block: Block, item: Item, column: Column): Question {
  return { key: `${item.key}.${column.role}`, part: `${block.key}.${column.role}`, block, item, columns: [column] }
}

/** The questions dealt out on pages: one each, one page a block (or part of a block asked apart), or all on one. */
export function pagesOf(definition: Definition, paging: StudySettings['paging'], seed: string): Page[] {
  const questions = questionsOf(definition, seed)
  return groups(questions, paging).map((group, index) => ({ number: index + 1, questions: group }))
}

function groups(questions: Question[], paging: StudySettings['paging']): Question[][] {
  if (paging === 'whole') return [questions]
  if (paging === 'item') return questions.map((question) => [question])
  const parts = new Map<string, Question[]>()
  for (const question of questions) {
    const part = partOf(question, questions)
    parts.set(part, [...(parts.get(part) ?? []), question])
  }
  return [...parts.values()]
}

/** Items that are no ratings stand with the first part of a block asked apart. */
function partOf(question: Question, all: Question[]): string {
  if (question.part !== question.block.key) return question.part
  return all.find((other) => other.block === question.block)?.part ?? question.part
}

/** Names under which a question's answers travel in a form: variables, or the key of a choice or text. */
export function fieldsOf({ item, columns }: Question): string[] {
  if (item.type === 'rating') return columns.map((column) => `${item.key}.${column.role}`)
  if (item.type === 'points') return item.over.map(({ dimension }) => `${item.key}.${dimension}`)
  return [item.key]
}
