/** What can go wrong with instruments, studies and the answers they collect. */
import type { ProblemKind } from '../problems.ts'

export const listenProblems = {
  'listen.changed-meanwhile': {
    status: 409,
    title: {
      en: 'Somebody changed this in the meantime. Look at the new state, then save again; what you typed is still here.',
      zh: '内容已被他人更改。请查看最新内容后再保存，您填写的内容仍在。',
    },
  },
  'listen.version-needed': {
    status: 428,
    title: {
      en: 'Say which state you are changing: send the ETag you read as If-Match.',
      zh: '请说明您所更改的版本：将读取时的 ETag 放入 If-Match 一并提交。',
    },
  },
  'listen.instrument-unknown': {
    status: 404,
    title: { en: 'There is no such questionnaire.', zh: '没有这份问卷。' },
  },
  'listen.instrument-frozen': {
    status: 409,
    title: {
      en: 'This version is published and cannot be changed. Make a new version instead.',
      zh: '该版本已发布，不可更改。请新建版本。',
    },
  },
  'listen.instrument-in-use': {
    status: 409,
    title: { en: 'Studies use this questionnaire, so it stays.', zh: '已有调查使用该问卷，不能删除。' },
  },
  'listen.draft-incomplete': {
    status: 422,
    title: {
      en: 'The questionnaire is not complete yet and cannot be published. What is missing is listed with its place.',
      zh: '问卷尚不完整，无法发布。缺少的内容已逐项列出。',
    },
  },
  'listen.yaml-unreadable': {
    status: 422,
    title: {
      en: 'This file is no questionnaire. What does not fit is listed with its line.',
      zh: '该文件不是问卷。不符合之处已按行列出。',
    },
  },
  'listen.study-unknown': {
    status: 404,
    title: { en: 'There is no such study.', zh: '没有这项调查。' },
  },
  'listen.study-draft': {
    status: 409,
    title: { en: 'This study is not published yet.', zh: '该调查尚未发布。' },
  },
  'listen.study-frozen': {
    status: 409,
    title: {
      en: 'The study is published: its questionnaire and the attributes it has stay as they are. Attributes and values may be added.',
      zh: '调查已发布：问卷与已有属性保持不变，但可以新增属性和取值。',
    },
  },
  'listen.study-published': {
    status: 409,
    title: { en: 'The study is published already.', zh: '该调查已经发布。' },
  },
  'listen.study-not-open': {
    status: 409,
    title: { en: 'This study takes no answers now.', zh: '该调查目前不接受作答。' },
    detail: (d: { state: 'draft' | 'scheduled' | 'open' | 'expired' | 'closed' }) => notOpen[d.state],
  },
  'listen.study-full': {
    status: 409,
    title: {
      en: 'This study has as many answers as it was to collect and takes no more.',
      zh: '该调查的答卷数已达上限，不再接受作答。',
    },
  },
  'listen.quota-full': {
    status: 409,
    title: {
      en: 'There are enough answers of this kind already; more of it are not taken.',
      zh: '此类答卷的配额已满，不再接收。',
    },
  },
  'listen.series-unknown': {
    status: 404,
    title: { en: 'There is no such series of studies.', zh: '没有这个调查系列。' },
  },
  'listen.no-addresses': {
    status: 422,
    title: {
      en: 'No column of this list holds e-mail addresses. Say which one does.',
      zh: '名单中未找到邮箱地址列，请指定。',
    },
  },
  'listen.too-many-recipients': {
    status: 422,
    title: { en: 'This list is too long.', zh: '名单过长。' },
    detail: (d: { maximum: number }) => ({
      en: `At most ${d.maximum.toLocaleString('en-GB')} people fit into one mailing.`,
      zh: `一次邀请最多 ${d.maximum.toLocaleString('zh-CN')} 人。`,
    }),
  },
  'listen.mailing-unknown': {
    status: 404,
    title: { en: 'There is no such mailing in this study.', zh: '该调查没有这次邀请。' },
  },
  'listen.mailing-started': {
    status: 409,
    title: {
      en: 'The first mails are out, so their text stays. Reminders can still be changed.',
      zh: '邀请已发出，正文不可再改；提醒邮件仍可修改。',
    },
  },
  'listen.mailing-empty': {
    status: 409,
    title: { en: 'Add people to write to first.', zh: '请先添加收件人。' },
  },
  'listen.mail-not-ready': {
    status: 409,
    title: {
      en: 'Mail cannot be sent yet: the organisation’s settings name no mail server or no sender.',
      zh: '尚不能发送邮件：组织设置中缺少邮件服务器或发件人。',
    },
  },
  'listen.mail-simulated': {
    status: 409,
    title: {
      en: 'This is a demonstration with invented people; no mail leaves it.',
      zh: '这是演示组织，人员均为虚构，不发送任何邮件。',
    },
  },
  'listen.mail-refused': {
    status: 502,
    title: { en: 'The mail server did not take it.', zh: '邮件服务器未接受。' },
    detail: (d: { said: string }) => ({ en: `It said: ${d.said}`, zh: `服务器返回：${d.said}` }),
  },
  'listen.recipient-unknown': {
    status: 404,
    title: { en: 'There is no such recipient in this mailing.', zh: '这次邀请没有该收件人。' },
  },
  'listen.recipient-written-to': {
    status: 409,
    title: { en: 'A mail to this person is out already, so they stay on the list.', zh: '已向该收件人发送邮件，不能移除。' },
  },
  'listen.nothing-to-decide': {
    status: 409,
    title: { en: 'There is no mail to this person that failed or may have been lost.', zh: '该收件人没有失败或状态不明的邮件。' },
  },
  'listen.handle-taken': {
    status: 409,
    title: { en: 'Another study has this address already.', zh: '该地址已被另一项调查使用。' },
  },
  'listen.period-reversed': {
    status: 422,
    title: { en: 'The study would close before it opens.', zh: '结束时间早于开始时间。' },
  },
  'listen.collector-unknown': {
    status: 404,
    title: { en: 'There is no such way of collecting in this study.', zh: '该调查没有这个收集渠道。' },
  },
  'listen.collector-closed': {
    status: 409,
    title: { en: 'This way of collecting is closed.', zh: '该收集渠道已关闭。' },
  },
  'listen.not-personal': {
    status: 409,
    title: { en: 'Personal links need a collector for personal links.', zh: '个人链接须在“个人链接”渠道中生成。' },
  },
  'listen.no-address': {
    status: 409,
    title: {
      en: 'This collector has no public address of its own.',
      zh: '该收集渠道没有公开地址。',
    },
  },
  'listen.response-unknown': {
    status: 404,
    title: { en: 'There is no such response in this study.', zh: '该调查没有这份答卷。' },
  },
  'listen.answers-invalid': {
    status: 422,
    title: {
      en: 'Some answers do not fit the questionnaire. They were kept as they came, among the rejected entries of the study.',
      zh: '有些答案不符合问卷要求。原始内容已保存在该调查的“未接收”列表中。',
    },
  },
  'listen.key-needed': {
    status: 422,
    title: {
      en: 'Send an id of your own, as the header Idempotency-Key or the field externalId, so that a retry does no harm.',
      zh: '请提供您自己的编号（请求头 Idempotency-Key 或字段 externalId），以便重试时不会重复。',
    },
  },
  'listen.dead-letter-unknown': {
    status: 404,
    title: { en: 'There is no such rejected entry, or it was dealt with already.', zh: '没有这条未接收记录，或已处理完毕。' },
  },
  'listen.library-unknown': {
    status: 404,
    title: { en: 'The library has no such questionnaire.', zh: '问卷库中没有这份问卷。' },
  },
} satisfies Record<string, ProblemKind<never>>

const notOpen = {
  draft: { en: 'It is still a draft.', zh: '仍为草稿。' },
  scheduled: { en: 'Its period has not begun.', zh: '尚未到开始时间。' },
  open: { en: 'It is open.', zh: '正在进行。' },
  expired: { en: 'Its period is over.', zh: '已过结束时间。' },
  closed: { en: 'It was closed.', zh: '已关闭。' },
}
