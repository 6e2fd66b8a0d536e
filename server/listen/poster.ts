/** A collector on paper: a poster to hang up, a card to lay out, a sheet that is folded and stands on a table. */
import { renderSVG } from 'uqr'
import { say, type Language, type Text } from '@gap5/contract/language.ts'
import type { PosterFormat } from '@gap5/contract/listen/studies.ts'
import { fittingSize, ink, renderPdf, type Content } from '../pdf/pdf.ts'
import { minutesText } from './survey/words.ts'

export type Poster = {
  title: Text
  provider: Text
  minutes: number | undefined
  /** The whole address that the code holds. */
  url: string
  /** The language that stands first and larger. */
  first: Language
  at: Date
}

const point = { a4: { width: 595, height: 842 }, a5: { width: 420, height: 595 } }

export function posterPdf(poster: Poster, format: PosterFormat): Promise<Buffer> {
  const frame = { title: say(poster.title, poster.first), language: poster.first, at: poster.at }
  if (format !== 'tent') {
    const { width, height } = point[format]
    const margin = width / 12
    return renderPdf({ pageSize: { width, height }, pageMargins: [margin, margin, margin, 0], content: panel(poster, width - 2 * margin) }, frame)
  }
  const margin = point.a5.width / 12
  const width = point.a5.width - 2 * margin
  return renderPdf(
    {
      pageSize: { width: point.a4.height, height: point.a4.width },
      pageMargins: [margin, margin, margin, 0],
      background: () => foldingLine,
      content: { columns: [{ width, ...panel(poster, width) }, { width, ...panel(poster, width) }], columnGap: 2 * margin },
    },
    frame,
  )
}

const foldingLine: Content = {
  canvas: [{ type: 'line', x1: point.a4.height / 2, y1: 12, x2: point.a4.height / 2, y2: point.a4.width - 12, dash: { length: 3, space: 5 }, lineColor: ink.line, lineWidth: 0.75 }],
}

/** Everything grows with the width, so that a card is a small poster. */
function panel({ title, provider, minutes, url, first }: Poster, width: number): { stack: Content[] } {
  const second = first === 'zh' ? 'en' : 'zh'
  const unit = width / 100
  const address = readable(url)
  const line = (text: string, size: number, more: object): Content => ({ text, fontSize: size, alignment: 'center', ...more })
  const both = (text: Text, [large, small]: [number, number], lines: number, more: object): Content[] =>
    [...new Set([say(text, first), say(text, second)])].map((said, index) =>
      line(said, fittingSize(said, { width, lines, largest: unit * (index === 0 ? large : small) }), { margin: [0, 0, 0, unit], ...more }),
    )
  return {
    stack: [
      line([...new Set([say(provider, first), say(provider, second)])].join(' · '), fittingSize(provider.zh + provider.en, { width, lines: 2, largest: unit * 3.4 }), { color: ink.mute, margin: [0, 0, 0, unit * 3] }),
      ...both(title, [7.8, 5.2], 3, { bold: true, lineHeight: 1.1 }),
      { svg: renderSVG(url, { ecc: 'M', border: 2 }), width: unit * 66, alignment: 'center', margin: [0, unit * 3, 0, unit * 3] },
      ...both(invitation(minutes), [4.4, 3.6], 1, {}),
      line(address, fittingSize(address, { width, lines: 1, largest: unit * 5 }), { bold: true, color: ink.accent, noWrap: true, margin: [0, unit * 3, 0, unit * 4] }),
      ...both(privacy, [2.7, 2.7], 1, { color: ink.mute, margin: [0, 0, 0, unit * 0.4] }),
    ],
  }
}

function invitation(minutes: number | undefined): Text {
  const time = minutes === undefined ? { en: '', zh: '' } : minutesText(minutes)
  return {
    en: `Scan and tell us how we serve you.${time.en === '' ? '' : ` ${time.en}.`}`,
    zh: `扫码告诉我们服务得怎么样${time.zh === '' ? '' : `，${time.zh}`}。`,
  }
}

const privacy: Text = {
  en: 'No app, no sign-in. Your answers are used to improve the service.',
  zh: '无需下载应用，无需登录。您的回答用于改进服务。',
}

/** As it is typed from paper: without the scheme, which browsers add. */
function readable(url: string): string {
  return url.replace(/^https?:\/\//, '')
}
