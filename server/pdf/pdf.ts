/**
 * Documents on paper, in Chinese and English. What pdfmake is told about fonts and the world outside stands here, once:
 * Noto Sans SC holds both scripts, only the signs used are put into the file, and nothing is ever fetched.
 */
import { createRequire } from 'node:module'
import pdfmake from 'pdfmake'
import type { Content, DynamicContent, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import type { Language } from '@gap5/contract/language.ts'
import { printable } from './printable.ts'

export type { Content }

/** What a document says of itself besides its content. `at` is when it was made, so that equal input gives equal pages. */
export type PdfFrame = { title: string; language: Language; at: Date }

const family = 'Noto Sans SC'
const [regular, bold] = [fontFile('400Regular'), fontFile('700Bold')]

pdfmake.setFonts({ [family]: { normal: regular, bold, italics: regular, bolditalics: bold } })
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path) => [regular, bold].includes(path))

/** Colours of paper: the tokens of the light mode. */
export const ink = { text: '#1c1f23', body: '#3d434b', mute: '#616872', line: '#d6d8d3', accent: '#0f6e68' } as const

/** The bytes of a document. Margins are points (72 an inch); `defaultStyle` may be added to, the font stays. */
export function renderPdf(document: TDocumentDefinitions, { title, language, at }: PdfFrame): Promise<Buffer> {
  return pdfmake
    .createPdf({
      ...document,
      content: printable(document.content, language),
      ...(typeof document.header === 'function' && { header: spoken(document.header, language) }),
      ...(typeof document.footer === 'function' && { footer: spoken(document.footer, language) }),
      defaultStyle: { fontSize: 10, color: ink.text, lineHeight: 1.2, ...document.defaultStyle, font: family },
      info: { title, creationDate: at, modDate: at, creator: 'Gap5', producer: 'Gap5', ...document.info },
      language: language === 'zh' ? 'zh-CN' : 'en',
    } as TDocumentDefinitions)
    .getBuffer()
}

/** What stands on each page, said anew for each. */
function spoken(part: DynamicContent, language: Language): DynamicContent {
  return (...page) => printable(part(...page), language)
}

/**
 * The largest size up to `largest` at which a text fits into so many lines of a width, both in points. Chinese signs are
 * as wide as high, Latin letters a little more than half of it.
 */
export function fittingSize(text: string, { width, lines, largest, smallest = 7 }: { width: number; lines: number; largest: number; smallest?: number }): number {
  const ems = [...text].reduce((sum, sign) => sum + (/[\u2e80-\uffef]/.test(sign) ? 1 : 0.56), 0)
  const roomForBreaks = lines === 1 ? 1 : 0.85
  return Math.max(smallest, Math.min(largest, Math.floor((width * lines * roomForBreaks) / Math.max(1, ems))))
}

function fontFile(weight: string): string {
  return createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans-sc/${weight}/NotoSansSC_${weight}.ttf`)
}
