/** The sections of a report: each leads with a sentence, then the picture, then the figures behind it. */
import { day, speaking, type Speaking } from '@gap5/contract/language.ts'
import { formatOf } from '@gap5/contract/measure/format.ts'
import { methodLines, methodSource } from '@gap5/contract/measure/method-lines.ts'
import { sectionTitles, type ReportSection } from '@gap5/contract/measure/report-sections.ts'
import type { Content } from '../../pdf/pdf.ts'
import type { ReportContent } from './content.ts'
import { pointColour, spreadDrawing } from './drawings.ts'
import { comparisonParts, trendParts, trendTable } from './group-parts.ts'
import { levelsPicture, levelsTable } from './level-parts.ts'
import { conclusionParts, figureCell, heading, intervalCell, keptTogether, key, paragraph, picture, table, type Cell } from './parts.ts'
import { importanceParts, indexParts, kanoParts } from './reading-parts.ts'
import { paper, rect } from './svg.ts'

type Part = { content: ReportContent; speaking: Speaking }

/** Null where the study has nothing to say there. */
export function sectionOf(section: ReportSection, content: ReportContent): Content[] | null {
  const part = { content, speaking: speaking(content.language) }
  const body = bodies[section](part)
  return body === null ? null : [heading(part.speaking.say(sectionTitles[section]), section), ...body]
}

const bodies: Record<ReportSection, (part: Part) => Content[] | null> = {
  conclusions: ({ content, speaking }) => {
    // The first stands on the cover.
    const conclusions = content.result.conclusions.slice(1)
    if (conclusions.length === 0) return null
    return conclusionParts(conclusions, speaking)
  },

  levels: (part) => {
    const dimensions = part.content.result.gaps.filter(({ level }) => level === 'dimension')
    const format = formatOf(part.content.result)
    if (format === null) return null
    const rows = dimensions.length > 0 ? dimensions : part.content.result.gaps.filter(({ level }) => level === 'item')
    const overall = part.content.result.gaps.filter(({ level }) => level === 'overall')
    return [...levelsPicture(part.content.result, part.speaking, rows, format), levelsTable(part.content.result, part.speaking, [...rows, ...overall], format, rows === dimensions ? { en: 'Dimension', zh: '维度' } : { en: 'Statement', zh: '题项' })]
  },

  indicators: ({ content, speaking }) => {
    const { indicators } = content.result
    if (indicators.length === 0) return null
    const rows = indicators.map(({ title, kind, estimate, scale, parts }): Cell[] => {
      const isNps = kind === 'nps'
      const shares = parts.map(({ title, share }) => `${speaking.say(title)} ${share.value === null ? '—' : speaking.percent(share.value)}`).join(speaking.say({ en: ', ', zh: '，' }))
      const on = isNps ? speaking.say({ en: 'net promoter score', zh: '净推荐值' }) : `${scale.min}–${scale.max}`
      return [`${speaking.say(title)} (${on})`, figureCell(estimate, speaking, isNps ? 0 : 2, isNps ? 'signed' : 'figure'), intervalCell(estimate, speaking, isNps ? 0 : 2, isNps ? 'signed' : 'figure'), estimate.value === null ? '—' : shares, speaking.figure(estimate.n), speaking.figure(estimate.missing)]
    })
    const words = [
      { en: 'Question', zh: '题目' },
      { en: 'Figure', zh: '数值' },
      { en: '95 % interval', zh: '95% 区间' },
      { en: 'Answers', zh: '回答' },
      { en: 'n', zh: 'n' },
      { en: 'Missing', zh: '缺失' },
    ]
    return [table(words.map(speaking.say), rows, ['*', 40, 62, 120, 30, 34])]
  },

  statements: (part) => {
    const format = formatOf(part.content.result)
    const { gaps } = part.content.result
    const items = gaps.filter(({ level }) => level === 'item')
    const dimensions = gaps.filter(({ level }) => level === 'dimension')
    if (format === null || items.length === 0 || dimensions.length === 0) return null
    const loose = items.filter(({ dimension }) => dimension === null)
    const title = { en: 'Statement', zh: '题项' }
    return [
      ...dimensions.flatMap((dimension) => {
        const own = items.filter((item) => item.dimension === dimension.key)
        return own.length === 0 ? [] : [heading(part.speaking.say(dimension.title), `statements-${dimension.key}`, 2, 'statements'), levelsTable(part.content.result, part.speaking, own, format, title)]
      }),
      ...(loose.length > 0 ? [levelsTable(part.content.result, part.speaking, loose, format, title)] : []),
    ]
  },

  comparison: ({ content, speaking }) => (content.comparison === null ? null : comparisonParts(content.comparison, content.result, speaking)),

  trend: ({ content, speaking }) => (content.trends.length === 0 ? null : [...content.trends.flatMap((trend, place) => trendParts(trend, content.result, speaking, place)), trendTable(content.trends, speaking)]),

  index: ({ content, speaking }) => (content.index === null ? null : indexParts(content.index, speaking)),

  importance: ({ content, speaking }) => (content.importance === null ? null : importanceParts(content.importance, speaking)),

  kano: ({ content, speaking }) => (content.kano === null ? null : kanoParts(content.kano, speaking)),

  spread: ({ content, speaking }) => {
    const { distributions } = content.result
    const perceived = distributions.filter(({ role, counts }) => role === 'perception' && counts !== null)
    const shown = (perceived.length > 0 ? perceived : distributions.filter(({ counts }) => counts !== null)).slice(0, 40)
    const byScale = Map.groupBy(shown, ({ min, max }) => `${min} ${max}`)
    if (shown.length === 0) return null
    return [...byScale.values()].flatMap((group) => {
      const [first] = group
      if (first === undefined) return []
      const lowIsGood = first.role === 'functional' || first.role === 'dysfunctional'
      const points = Array.from({ length: first.max - first.min + 1 }, (_, place) => ({ mark: rect(4, 0, 14, 12, pointColour(place, first.max - first.min + 1, lowIsGood), { rx: 3 }), label: String(first.min + place) }))
      // In pieces, so that they fit on a page.
      const pieces = Array.from({ length: Math.ceil(group.length / 12) }, (_, at) => group.slice(12 * at, 12 * at + 12))
      return [
        paragraph(speaking.say({ en: `Per cent of answers at each point from ${first.min} to ${first.max}.`, zh: `${first.min}至${first.max}各点的回答百分比。` }), { mute: true }),
        ...pieces.map((rows) => picture(spreadDrawing(rows.map(({ title, counts }) => ({ label: title, counts: counts ?? [] })), speaking, lowIsGood), { space: 0 })),
        key(points),
      ]
    })
  },

  words: ({ content, speaking }) => {
    if (content.words.length === 0) return null
    const { language, organisation } = content
    return [
      paragraph(speaking.say({ en: 'The latest of the selection, as they were written; without names and contact details.', zh: '所选范围内的最新留言，按原文列出，不含姓名和联系方式。' }), { mute: true }),
      ...content.words.map(({ statement, from }): Content => ({
        stack: [
          { text: statement.text ?? '', fontSize: 9.5, color: paper.ink },
          { text: [day(statement.at, language, organisation.timeZone), ...from.map(speaking.say)].join(' · '), fontSize: 8, color: paper.mute },
        ],
        margin: [8, 3, 0, 5],
        unbreakable: true,
      })),
    ]
  },

  method: ({ content, speaking }) => {
    const { result } = content
    const format = formatOf(result)
    const reliability = result.reliability.filter(({ of, alpha }) => of === 'perception' && alpha !== null)
    const lines = format ? methodLines(result, format) : []
    const head = [{ en: 'Dimension', zh: '维度' }, { en: 'Items', zh: '题项数' }, 'Alpha', { en: '95 % interval', zh: '95% 区间' }, 'n']
    const body = reliability.map(({ title, items, alpha, lower, upper, n }): Cell[] => [
      speaking.say(title),
      speaking.figure(items),
      alpha === null ? '—' : speaking.figure(alpha, 2),
      lower === null || upper === null ? '—' : speaking.say({ en: `${speaking.figure(lower, 2)} to ${speaking.figure(upper, 2)}`, zh: `${speaking.figure(lower, 2)} 至 ${speaking.figure(upper, 2)}` }),
      speaking.figure(n),
    ])
    const warnings = result.warnings.map(({ text }) => speaking.say(text))
    return [
      { ul: [...lines.map(speaking.say), ...warnings].map((text) => ({ text, margin: [0, 0, 0, 3] })), fontSize: 9, color: paper.body, margin: [0, 0, 0, 6] } as Content,
      ...(format ? [paragraph(speaking.say(methodSource(format)), { mute: true })] : []),
      ...(body.length > 0 ? [heading(speaking.say({ en: 'Do the statements hang together?', zh: '题项是否一致' }), 'reliability', 2, 'method'), keptTogether(table(head.map((each) => speaking.say(each)), body))] : []),
    ]
  },
}
