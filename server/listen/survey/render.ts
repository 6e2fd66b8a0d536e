import type { Text } from '@gap5/contract/language.ts'
import { say } from '@gap5/contract/language.ts'
import type { Html } from './document.ts'
import type { Sheet } from './form.ts'
import { questionPage } from './question-page.ts'
import { pagesOf, type Page, type Question } from './questions.ts'
import { isKiosk, kioskPart, kioskRefresh } from './kiosk.ts'
import { shownPages } from './shown.ts'
import { sealStart } from './start-seal.ts'
import { providerOf } from './survey.ts'
import type { Visit } from './visit.ts'

export type Filled = { sheetId: string; startedAt: Date; page: Page; sheet: Sheet; notice?: Text | undefined }

export function pagesFor({ survey }: Visit, sheetId: string): Page[] {
  return pagesOf(survey.definition, survey.settings.paging, sheetId)
}

/** The page asked for or, where nothing of it is to be shown, the nearest after or before it. */
export function nearestPage(pages: Page[], wanted: number, shown: Page[]): Page | undefined {
  return shown.find(({ number }) => number >= wanted) ?? shown.at(-1) ?? pages[0]
}

/** A page of questions as far as it has been filled in. */
export function renderPage(visit: Visit, { sheetId, startedAt, page, sheet, notice }: Filled): Html {
  const { survey, language, address, isPreview } = visit
  const pages = shownPages(pagesFor(visit, sheetId), sheet.answers)
  const shown = pages.flatMap(({ questions }) => questions)
  const here = new Set(page.questions.map(({ key }) => key))
  return questionPage({
    language,
    provider: providerOf(survey),
    title: survey.title,
    definition: survey.definition,
    paging: survey.settings.paging,
    sheet,
    address,
    sheetId,
    start: sealStart(visit.deps.secret, visit.survey.collector.id, startedAt),
    page: page.number,
    questions: shown.filter(({ key }) => here.has(key)),
    progress: { at: pages.findIndex(({ number }) => number === page.number) + 1, of: pages.length },
    opens: openingQuestions(shown),
    notice: notice === undefined ? undefined : say(notice, language),
    isPreview,
    kiosk: isKiosk(survey) && !isPreview ? { head: kioskRefresh(visit, 'question', sheetId), part: kioskPart(visit, 'question') } : null,
  })
}

/** The first question shown of each block, or part of a block asked apart. */
function openingQuestions(shown: Question[]): Set<Question> {
  return new Set(shown.filter((question, index) => shown[index - 1]?.part !== question.part))
}
