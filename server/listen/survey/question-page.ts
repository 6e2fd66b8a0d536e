import { html, raw } from 'hono/html'
import { say, type Text } from '@gap5/contract/language.ts'
import { notApplicable } from '@gap5/contract/listen/answers.ts'
import { expectedRoles } from '@gap5/contract/listen/instrument.ts'
import { at, type Address } from './address.ts'
import { choiceFields } from './choice.view.ts'
import { document, type Html } from './document.ts'
import { control, honeypot } from './form.ts'
import { pointsFields } from './points.view.ts'
import { fieldsOf, type Question } from './questions.ts'
import { ratingFields } from './rating.view.ts'
import { skipMeaning, wasSkipped } from './skip.ts'
import { textField } from './text.view.ts'
import { faultText, progressText, words } from './words.ts'
import { told, type View } from './view.ts'

export type QuestionPage = View & {
  title: Text
  address: Address
  sheetId: string
  /** When the first page was shown, sealed. */
  start: string
  page: number
  questions: Question[]
  /** Where this page stands among those shown, from 1. */
  progress: { at: number; of: number }
  /** Whether the page opens a block or a part of one, whose title and introduction it then says. */
  opens: ReadonlySet<Question>
  /** A sentence above the questions. */
  notice?: Html | string | undefined
  isPreview: boolean
  /** Of a kiosk: what the browser and the script need to notice that somebody has gone. */
  kiosk: { head: Html | ''; part: Html | '' } | null
}

/** The questions of one page as a form that works without any script. */
export function questionPage(page: QuestionPage): Html {
  const { language, address } = page
  const action = at(address, { page: page.page })
  return document({
    language,
    title: `${page.progress.of > 1 ? `${page.progress.at}/${page.progress.of} · ` : ''}${told(page, page.title)}`,
    head: page.kiosk?.head ?? '',
    body: html`<form class="sheet ${page.paging}" id="sheet" method="post" action="${action}" novalidate${page.kiosk === null ? '' : html` autocomplete="off"`}${scriptWords(page)}>
${head(page)}
<main id="main">
${page.isPreview ? html`<p class="notice">${say(words.preview, language)}</p>` : ''}${notices(page)}
${page.questions.length > 1 ? severalQuestions(page) : page.questions.map((question) => oneQuestion(page, question))}
${trap(page)}
</main>
${foot(page)}
</form>${page.kiosk?.part ?? ''}`,
  })
}

/**
 * The first button of a form is the one that the Enter key presses: a hidden "next" stands before the language switch.
 */
function head(page: QuestionPage): Html {
  const { language, progress } = page
  const other = language === 'zh' ? 'en' : 'zh'
  return html`<header>
<button class="heard" name="${control.act}" value="next" tabindex="-1" aria-hidden="true">${say(words.next, language)}</button>
<input type="hidden" name="${control.id}" value="${page.sheetId}"><input type="hidden" name="${control.started}" value="${page.start}"><input type="hidden" name="${control.asked}" value="${page.questions.map(({ key }) => key).join(' ')}">${page.sheet.faults.some(({ fault }) => fault === 'unknown') ? html`<input type="hidden" name="${control.noted}" value="1">` : ''}${page.isPreview ? html`<input type="hidden" name="${control.carried}" value="${JSON.stringify(page.sheet.answers)}">` : ''}
<div class="top"><p>${say(page.provider, language)}</p><button class="quiet" name="${control.act}" value="language ${other}" lang="${other === 'zh' ? 'zh-CN' : 'en'}">${say(words.otherLanguage, language)}</button></div>
${progress.of > 1 ? html`<progress value="${progress.at}" max="${progress.of}" aria-label="${say(progressText(progress), language)}"></progress>` : ''}
</header>`
}

function notices(page: QuestionPage): Html {
  const { language, sheet, notice } = page
  const unknown = sheet.faults.find(({ fault }) => fault === 'unknown')
  const others = sheet.faults.length - sheet.faults.filter(({ fault }) => fault === 'unknown').length
  return html`<div role="alert" id="said" data-offline="${say(page.kiosk === null ? words.keptHere : words.notSent, language)}">${notice ? html`<p class="notice">${notice}</p>` : ''}${
    unknown ? html`<p class="notice">${say(faultText(unknown), language)}</p>` : ''
  }${others > 0 ? html`<p class="heard">${say(words.pleaseCheck, language)}</p>` : ''}</div>`
}

function oneQuestion(page: QuestionPage, question: Question): Html {
  const { block } = question
  const opening = page.opens.has(question)
  return html`<section class="question" role="group" aria-labelledby="q-${question.key}">
<p class="where">${whereabouts(page, question)}</p>
${opening && block.intro ? html`<p class="intro">${told(page, block.intro)}</p>` : ''}
<h1 id="q-${question.key}" tabindex="-1">${heading(page, question)}</h1>
${asksLevels(question) ? html`<p class="lead">${say(words.threeLevels, page.language)}</p>` : ''}
${fields(page, question)}
${skipLink(page, question)}
</section>`
}

/** "9 / 22 · Responsiveness" */
function whereabouts(page: QuestionPage, { item, block }: Question): string {
  const { at: number, of } = page.progress
  const dimension = item.type === 'rating' ? page.definition.dimensions.find(({ key }) => key === item.dimension) : undefined
  const subject = dimension?.title ?? block.title
  return [of > 1 ? `${number} / ${of}` : '', subject ? told(page, subject) : ''].filter((part) => part !== '').join(' · ')
}

/** The questions of a block, or of all blocks, under one title. */
function severalQuestions(page: QuestionPage): Html {
  const { progress } = page
  return html`<h1 class="title" tabindex="-1">${told(page, page.title)}</h1>
${progress.of > 1 ? html`<p class="where">${progress.at} / ${progress.of}</p>` : ''}
${page.questions.map((question) => html`${page.opens.has(question) ? blockHead(page, question) : ''}<section class="question" role="group" aria-labelledby="q-${question.key}">
<h3 id="q-${question.key}">${heading(page, question)}</h3>
${fields(page, question)}
${question.item.type === 'points' ? skipLink(page, question) : ''}</section>
`)}`
}

function blockHead(page: QuestionPage, { block }: Question): Html {
  return html`<h2${block.title ? '' : raw(' class="heard"')}>${told(page, block.title ?? page.title)}</h2>
${block.intro ? html`<p class="intro">${told(page, block.intro)}</p>` : ''}`
}

/** Asked about one level only, an item may have its own wording for it. */
function heading(page: QuestionPage, { item, columns }: Question): string {
  const own = item.type === 'rating' && columns.length === 1 ? item.wording?.[columns[0]!.role] : undefined
  return told(page, own ?? item.text)
}

function asksLevels({ columns }: Question): boolean {
  return columns.length > 1 && columns.some(({ role }) => expectedRoles.includes(role))
}

function fields(page: QuestionPage, question: Question): Html {
  const { item } = question
  if (item.type === 'rating') return ratingFields(page, question, item)
  if (item.type === 'points') return pointsFields(page, question, item)
  if (item.type === 'choice') return choiceFields(page, item, `q-${question.key}`)
  return textField(page, item, `q-${question.key}`)
}

/** The honest way out of a question, and what was said when it was taken. */
function skipLink(page: QuestionPage, question: Question): Html | '' {
  const meaning = skipMeaning(question)
  if (meaning === null) return ''
  const isExperience = meaning === notApplicable
  const done = isExperience ? words.wasNotExperienced : words.wasCannotSay
  const offer = isExperience ? words.skipNotExperienced : words.skipCannotSay
  return html`${wasSkipped(page.sheet.answers, question) ? html`<p class="was">${say(done, page.language)}</p>` : ''}<p><button class="quiet" name="${control.skip}" value="${question.key}">${say(offer, page.language)}</button></p>`
}

/** A field no person sees: what fills it is a program. The response is kept all the same, with a mark. */
function trap({ language }: QuestionPage): Html {
  return html`<div class="trap" aria-hidden="true"><label>${say(words.leaveEmpty, language)} <input name="${honeypot}" tabindex="-1" autocomplete="off"></label></div>`
}

function foot(page: QuestionPage): Html {
  const { language, progress } = page
  const isLast = progress.at === progress.of
  const [back, next] = page.paging === 'item' ? [words.back, words.next] : [words.backPage, words.nextPage]
  return html`<footer class="foot">${progress.at > 1 ? html`<button class="second" name="${control.act}" value="back">${say(back, language)}</button>` : ''}<button class="first" name="${control.act}" value="next">${say(isLast ? words.submit : next, language)}</button>
<p class="heard" role="status" id="status"></p></footer>`
}

/** Sentences the script says, and which answers change what else is on this page. */
function scriptWords(page: QuestionPage): Html {
  const said = (words: Text) => say(words, page.language)
  return html` data-watch="${watched(page).join(' ')}" data-online="${said(words.connected)}" data-restored="${said(words.restored)}" data-sending="${said(words.sending)}"`
}

function watched({ paging, questions, definition }: QuestionPage): string[] {
  if (paging === 'item') return []
  const conditions = definition.blocks.flatMap((block) => [...(block.showIf ?? []), ...block.items.flatMap((item) => item.showIf ?? [])])
  const variables = new Set(conditions.map(({ variable }) => variable))
  return questions.flatMap(fieldsOf).filter((field) => variables.has(field))
}
