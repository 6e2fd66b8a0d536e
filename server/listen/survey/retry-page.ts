import { html } from 'hono/html'
import { say, type Language, type Text } from '@gap5/contract/language.ts'
import { plainDocument, type Html } from './document.ts'
import type { Fields } from './form.ts'
import { words } from './words.ts'

export type Retry = { language: Language; method: 'get' | 'post'; action: string; fields: Fields; title: Text; text: Text }

/** The form could not be taken just now. It stands here as it came, so that one press sends it again and nothing is lost. */
export function retryPage({ language, method, action, fields, title, text }: Retry): Html {
  const kept = [...fields].flatMap(([name, values]) => values.map((value) => ({ name, value })))
  return plainDocument({
    language,
    title,
    body: html`<h1>${say(title, language)}</h1><p>${say(text, language)}</p>
${
      method === 'get'
        ? html`<p class="foot"><a class="first" href="${action}">${say(words.tryAgain, language)}</a></p>`
        : html`<form method="post" action="${action}">${kept.map(({ name, value }) => hidden(name, value))}
<p class="foot"><button class="first">${say(words.tryAgain, language)}</button></p></form>`
    }`,
  })
}

/** A text area keeps line ends, which a hidden input of a URL-encoded form would keep too, but some browsers trim. */
function hidden(name: string, value: string): Html {
  return value.includes('\n')
    ? html`<textarea hidden name="${name}">
${value}</textarea>`
    : html`<input type="hidden" name="${name}" value="${value}">`
}

export const retryWords = {
  tooMany: (seconds: number) => ({
    title: { en: 'Many people are answering from here at this moment', zh: '此刻从这里提交的人较多' },
    text: {
      en: `Your answers are kept on this page. Please try again in ${seconds} seconds.`,
      zh: `您的回答已保留在本页，请在 ${seconds} 秒后重试。`,
    },
  }),
  fromElsewhere: {
    title: { en: 'Please send it once more', zh: '请再提交一次' },
    text: {
      en: 'This form was sent from another website and was not taken. What was filled in is kept on this page: if it is yours, send it from here. If this page comes back, open the survey again by its link.',
      zh: '这份表单是从其他网站提交的，因此未被接收。填写的内容已保留在本页，如确为您本人填写，请从这里提交。如仍出现本页，请通过原链接重新打开问卷。',
    },
  },
  failed: {
    title: { en: 'That did not work', zh: '刚才没有成功' },
    text: {
      en: 'The fault is on our side. Your answers are kept on this page; please try again in a moment.',
      zh: '问题出在我们这边。您的回答已保留在本页，请稍后重试。',
    },
  },
}
