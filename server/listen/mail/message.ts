/** A mail as it goes out: a template filled in, as plain text and as HTML, with the headers mailboxes ask of mass mail. */
import MailComposer from 'nodemailer/lib/mail-composer'
import { html, raw } from 'hono/html'
import { moment, say, type Language, type Text } from '@gap5/contract/language.ts'
import type { MailPreview, Placeholder } from '@gap5/contract/listen/mail.ts'

/** What the placeholders of one mail stand for. */
export type Filling = {
  language: Language
  name: string | null
  link: string
  unsubscribe: string
  study: Text
  provider: Text
  organisation: Text
  minutes: number | undefined
  closesAt: Date | null
  timeZone: string
}

export type Template = { subject: Text; text: Text }

export function writeMail({ subject, text }: Template, filling: Filling): MailPreview {
  const { language } = filling
  const written = filled(say(text, language), filling)
  return {
    subject: filled(say(subject, language), filling).replaceAll(/\p{Cc}+/gu, ' '),
    text: `${written}\n\n-- \n${say(why(filling), language)}\n${say(leave, language)}${filling.unsubscribe}\n`,
    html: String(page(say(text, language), filling)),
  }
}

/** A sentence whose placeholder has nothing to say would read oddly, so its line goes. */
function filled(text: string, filling: Filling): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n').map((line) => filledLine(line, filling))
  return lines.filter((line) => line !== null).join('\n').replaceAll(/\n{3,}/g, '\n\n').trim()
}

function filledLine(line: string, filling: Filling): string | null {
  let isLacking = false
  const said = line.replaceAll(/\{(\w+)\}/g, (_, name: Placeholder) => {
    const value = valueOf(name, filling)
    if (value === '' && name !== 'name') isLacking = true
    return value
  })
  return isLacking ? null : said
}

function valueOf(name: Placeholder, { language, ...filling }: Filling): string {
  switch (name) {
    case 'name':
      return filling.name ?? say(nobody, language)
    case 'link':
      return filling.link
    case 'study':
    case 'provider':
    case 'organisation':
      return say(filling[name], language)
    case 'minutes':
      return filling.minutes === undefined ? '' : String(filling.minutes)
    case 'closes':
      return filling.closesAt === null ? '' : moment(filling.closesAt, language, filling.timeZone)
  }
}

const nobody: Text = { en: 'Sir or Madam', zh: '尊敬的顾客' }
const why = ({ organisation }: Filling): Text => ({
  en: `You receive this mail because ${organisation.en} asks for your opinion of its service. The link is meant for you alone.`,
  zh: `您收到本邮件，是因为${organisation.zh}希望了解您对其服务的看法。链接为您专用，请勿转发。`,
})
const leave: Text = { en: 'No more such mails: ', zh: '不再接收此类邮件：' }
const button: Text = { en: 'Answer now', zh: '开始填写' }

/** Paragraphs of text with the link as a button. Only what every mail program understands; dark modes turn it by themselves. */
function page(template: string, filling: Filling) {
  const { language, link, unsubscribe } = filling
  const blocks = template.replaceAll('\r\n', '\n').split(/\n{2,}/)
  const font = "font-family:-apple-system,'Segoe UI',Roboto,'PingFang SC','Microsoft YaHei',sans-serif"
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${say(filling.study, language)}</title></head>
<body style="margin:0;padding:24px 12px;background:#f6f6f3">
<div style="max-width:560px;margin:0 auto;padding:28px 28px 20px;background:#ffffff;border:1px solid #e2e3de;border-radius:12px;${raw(font)};font-size:16px;line-height:1.6;color:#1c1f23">
<p style="margin:0 0 18px;font-size:13px;color:#616872">${say(filling.provider, language)}</p>
${blocks.map((block) => paragraph(block, filling))}
<p style="margin:26px 0 0;padding-top:14px;border-top:1px solid #e2e3de;font-size:12px;line-height:1.5;color:#616872">${say(why(filling), language)}<br><a href="${unsubscribe}" style="color:#616872">${say({ en: 'Unsubscribe', zh: '退订' }, language)}</a></p>
</div></body></html>`

  function paragraph(block: string, filling: Filling) {
    if (block.trim() === '{link}') {
      return html`<p style="margin:22px 0"><a href="${link}" style="display:inline-block;padding:12px 22px;border-radius:9px;background:#0f6e68;color:#ffffff;font-weight:600;text-decoration:none">${say(button, language)}</a></p>
<p style="margin:0 0 16px;font-size:12px;color:#616872;word-break:break-all">${link}</p>`
    }
    const written = filled(block, filling)
    if (written === '') return ''
    const lines = written.split('\n').map((line, at) => html`${at === 0 ? '' : raw('<br>')}${linked(line, link)}`)
    return html`<p style="margin:0 0 16px">${lines}</p>`
  }
}

function linked(line: string, link: string) {
  const [before = '', ...rest] = line.split(link)
  return rest.reduce((sum, part) => html`${sum}<a href="${link}" style="color:#0f6e68">${link}</a>${part}`, html`${before}`)
}

export type Envelope = { fromName: string | null; fromAddress: string; replyTo: string | null; to: string; toName: string | null; messageId: string; at: Date }

/** The bytes of a message. Names and subjects are encoded, so that no line of theirs can become a header. */
export function composeMessage(mail: MailPreview, envelope: Envelope, unsubscribe: string | null): Promise<Buffer> {
  const { fromName, fromAddress, replyTo, to, toName, messageId, at } = envelope
  return new MailComposer({
    from: { name: fromName ?? '', address: fromAddress },
    to: { name: toName ?? '', address: to },
    ...(replyTo === null ? {} : { replyTo }),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    date: at,
    messageId,
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(unsubscribe === null ? {} : { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build()
}
