import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { moment, say, type Language, type Text } from '@gap5/contract/language.ts'
import { plainDocument, type Html } from './document.ts'
import type { NoPlace } from '../within-places.ts'
import type { VisitStep } from '../visit-counts.ts'
import type { Missing, Survey } from './survey.ts'

/** Why somebody cannot answer now, said politely and with what to do instead. */
export type Notice = {
  status: ContentfulStatusCode
  title: Text
  text: Text
  /** Whoever was answering when it came to this may finish (`mayFinish`). */
  sparesBegun?: boolean
  /** As what it is counted that somebody met it. */
  step?: VisitStep
}

const askSender: Text = {
  en: 'Please check the address, or ask whoever sent it to you for a new one.',
  zh: '请核对网址，或向发送者索取新的链接。',
}

export const missingNotices: Record<Missing, Notice> = {
  unknown: { status: 404, title: { en: 'There is no survey at this address', zh: '该网址没有问卷' }, text: askSender },
  'token-unknown': { status: 404, title: { en: 'This personal link is not known', zh: '无法识别该专属链接' }, text: askSender },
  'token-needed': {
    status: 403,
    title: { en: 'This survey is answered by personal link', zh: '本问卷需通过专属链接填写' },
    text: { en: 'Please use the whole link from your invitation.', zh: '请使用邀请中的完整链接打开。' },
  },
}

const notices = {
  draft: {
    status: 403,
    title: { en: 'This survey is not published yet', zh: '本问卷尚未发布' },
    text: { en: 'Please come back a little later.', zh: '请稍后再来。' },
  },
  over: {
    status: 410,
    title: { en: 'This survey has ended', zh: '本次调查已结束' },
    text: { en: 'Thank you for your interest. Answers are no longer taken.', zh: '感谢您的关注，现已停止接收回答。' },
    sparesBegun: true,
    step: 'closed',
  },
  full: {
    status: 410,
    title: { en: 'This survey has all the answers it needs', zh: '本次调查的名额已满' },
    text: {
      en: 'So many people have answered that no more answers are taken. Thank you for wanting to help.',
      zh: '已有足够多的人参与，不再接收新的回答。感谢您的支持！',
    },
    sparesBegun: true,
    step: 'study-full',
  },
  quotaFull: {
    status: 410,
    title: { en: 'Enough people in your situation have answered already', zh: '与您情况相近的受访者已足够' },
    text: {
      en: 'We want to hear a balanced picture, and the places for answers like yours are taken. Thank you very much for wanting to help.',
      zh: '为了让各类受访者的比例均衡，与您情况相近的名额已满。非常感谢您的支持！',
    },
    step: 'quota-full',
  },
  answered: {
    status: 410,
    title: { en: 'This link has been used', zh: '该链接已使用' },
    text: {
      en: 'Somebody has answered with this personal link, and it answers once. If it was not you, please tell whoever sent it to you.',
      zh: '已有人通过该专属链接提交了回答，每个链接只能使用一次。如果不是您本人，请告知发送者。',
    },
    step: 'link-used',
  },
  linkExpired: {
    status: 410,
    title: { en: 'This link has expired', zh: '该链接已过期' },
    text: { en: 'Please ask whoever sent it to you for a new one.', zh: '请向发送者索取新的链接。' },
    sparesBegun: true,
    step: 'link-expired',
  },
  tooLarge: {
    status: 413,
    title: { en: 'This is more than the form can take', zh: '内容超出表单上限' },
    text: {
      en: 'Please go back with your browser’s back button; what you wrote is still there. Shorten it and send it again.',
      zh: '请用浏览器的“后退”返回，您填写的内容还在；精简后再次提交即可。',
    },
  },
  notAForm: {
    status: 415,
    title: { en: 'This is not the survey’s form', zh: '这不是问卷表单' },
    text: { en: 'Please open the survey again and answer there.', zh: '请重新打开问卷填写。' },
  },
  signIn: {
    status: 401,
    title: { en: 'A preview is for members', zh: '预览仅限成员' },
    text: { en: 'Please sign in as a member of the organisation, then open the preview again.', zh: '请先以该组织成员身份登录，再打开预览。' },
  },
} satisfies Record<string, Notice>

export const { tooLarge, notAForm, signIn } = notices

/** Null where the survey can be answered. */
export function closedNotice(survey: Survey, language: Language): Notice | null {
  if (survey.state === 'draft') return notices.draft
  if (survey.state === 'scheduled' || (survey.state === 'open' && survey.collector.isEarly)) return scheduledNotice(survey, language)
  if (survey.state !== 'open' || survey.collector.isOver) return overNotice(survey, language)
  if (survey.personal?.isAnswered) return notices.answered
  if (survey.personal?.isExpired) return notices.linkExpired
  return survey.place === 'free' ? null : noticeOf(survey.place)
}

export function noticeOf(place: NoPlace): Notice {
  return place === 'study-full' ? notices.full : notices.quotaFull
}

/** Where the end was announced, it is said when that was. */
function overNotice({ state, collector, closesAt, timeZone }: Survey, language: Language): Notice {
  const wasAnnounced = closesAt !== null && (state === 'expired' || (state === 'open' && collector.isOver))
  if (!wasAnnounced) return notices.over
  const ended = moment(closesAt, language, timeZone)
  const { en, zh } = notices.over.text
  return { ...notices.over, text: { en: `It ended on ${ended} (${timeZone}). ${en}`, zh: `已于 ${ended}（${timeZone}）结束。${zh}` } }
}

function scheduledNotice({ opensAt, timeZone }: Survey, language: Language): Notice {
  const opens = opensAt === null ? '' : moment(opensAt, language, timeZone)
  return {
    status: 403,
    title: { en: 'This survey has not opened yet', zh: '本次调查尚未开始' },
    text: { en: `It opens on ${opens} (${timeZone}).`, zh: `将于 ${opens}（${timeZone}）开放。` },
    step: 'too-early',
  }
}

export type NoticePage = { language: Language; notice: Notice; provider?: Text | undefined; kiosk?: { head: Html | ''; part: Html | '' } | undefined }

export function noticePage({ language, notice, provider, kiosk }: NoticePage): Html {
  return plainDocument({
    language,
    provider,
    title: notice.title,
    head: kiosk?.head ?? '',
    otherLanguage: `?lang=${language === 'zh' ? 'en' : 'zh'}`,
    body: html`<h1>${say(notice.title, language)}</h1><p>${say(notice.text, language)}</p>${kiosk === undefined ? '' : html`<p class="said" id="back-in"></p>${kiosk.part}`}`,
  })
}
