/** A report as a document of pages: cover with the main conclusion, then the sections that were asked for. */
import { day, moment, speaking, type Speaking, type Text } from '@gap5/contract/language.ts'
import { renderPdf, type Content } from '../../pdf/pdf.ts'
import { dayOf } from '../periods.ts'
import type { ReportContent } from './content.ts'
import { contentWidth, margin, paragraph, withLead } from './parts.ts'
import { sectionOf } from './sections.ts'
import { paper } from './svg.ts'

export function reportPdf(content: ReportContent): Promise<Buffer> {
  const { language, at, result, organisation } = content
  const voice = speaking(language)
  const { say } = voice
  const title = `${say(result.studyTitle)} · ${say({ en: 'Report', zh: '报告' })}`
  const made = moment(at, language, organisation.timeZone)
  return renderPdf(
    {
      pageSize: 'A4',
      pageMargins: [margin, 56, margin, 58],
      header: (page) => (page === 1 ? '' : headerOf(say(result.studyTitle), result.simulated, voice)),
      footer: (page, pages) => footerOf([say(organisation.name), say(selectionWords(content)), `n ${voice.figure(result.responses)}`, made].join(' · '), say({ en: `${page} of ${pages}`, zh: `第${page}页，共${pages}页` })),
      // Quotation marks of the font are as wide as a Chinese sign unless told otherwise.
      ...(language === 'en' && { defaultStyle: { fontFeatures: ['pwid' as 'kern'] } }),
      content: [...cover(content, voice), ...sections(content, voice)],
      pageBreakBefore: (node, { getFollowingNodesOnPage }) => node.headlineLevel !== undefined && getFollowingNodesOnPage().every((following) => following.headlineLevel !== undefined),
    },
    { title, language, at },
  )
}

function headerOf(title: string, simulated: boolean, { say }: Speaking): Content {
  return {
    columns: [
      { text: title, fontSize: 8, color: paper.mute },
      { text: simulated ? say({ en: 'Simulated data', zh: '模拟数据' }) : '', fontSize: 8, color: paper.above, alignment: 'right' },
    ],
    margin: [margin, 28, margin, 0],
  }
}

function footerOf(about: string, page: string): Content {
  return {
    columns: [
      { text: about, fontSize: 7.5, color: paper.mute, width: '*' },
      { text: page, fontSize: 7.5, color: paper.mute, alignment: 'right', width: 80 },
    ],
    margin: [margin, 22, margin, 0],
  }
}

/** Whose report it is, about what, from which answers; and the one sentence to remember. */
function cover(content: ReportContent, { say, figure }: Speaking): Content[] {
  const { result, organisation, language, at } = content
  const [headline] = result.conclusions
  const incomplete = result.incomplete > 0 ? [{ en: `${figure(result.incomplete)} incomplete, left out per item`, zh: `${figure(result.incomplete)}份不完整，逐题剔除` }] : []
  const leftOut = result.leftOut.reduce((sum, { n }) => sum + n, 0)
  const facts: [Text, string][] = [
    [{ en: 'Questionnaire', zh: '问卷' }, say(result.instrumentTitle)],
    [{ en: 'Period and selection', zh: '时段与范围' }, say(selectionWords(content))],
    [
      { en: 'Responses', zh: '答卷' },
      [`n ${figure(result.responses)}`, ...incomplete.map(say), ...(leftOut > 0 ? [say({ en: `${figure(leftOut)} left out for their quality marks`, zh: `因质量标记剔除${figure(leftOut)}份` })] : [])].join(say({ en: '; ', zh: '；' })),
    ],
    ...(result.firstAt && result.lastAt
      ? [[{ en: 'Answered', zh: '作答时间' }, `${day(result.firstAt, language, organisation.timeZone)} – ${day(result.lastAt, language, organisation.timeZone)}`] as [Text, string]]
      : []),
    [{ en: 'Report made', zh: '报告生成' }, moment(at, language, organisation.timeZone)],
  ]
  return [
    { text: say(organisation.name), fontSize: 11, color: paper.mute, margin: [0, 66, 0, 6] },
    { text: say(result.studyTitle), fontSize: 25, bold: true, lineHeight: 1.15, color: paper.ink },
    ...(result.simulated ? [{ text: say({ en: 'Simulated data: shows what a report looks like, says nothing about anybody.', zh: '模拟数据：仅用于展示报告样式，不代表任何真实情况。' }), fontSize: 10, color: paper.above, margin: [0, 8, 0, 0] } as Content] : []),
    { canvas: [{ type: 'line', x1: 0, y1: 0, x2: contentWidth, y2: 0, lineColor: paper.accent, lineWidth: 1.5 }], margin: [0, 18, 0, 16] },
    {
      table: { widths: [110, '*'], body: facts.map(([name, said]) => [{ text: say(name), color: paper.mute, fontSize: 9 }, { text: said, fontSize: 9.5 }]) },
      layout: { hLineWidth: () => 0, vLineWidth: () => 0, paddingLeft: () => 0, paddingTop: () => 2.5, paddingBottom: () => 2.5 },
      margin: [0, 0, 0, 20],
    } as Content,
    ...(headline ? [{ text: say(headline.text), fontSize: 17, bold: true, lineHeight: 1.25, color: paper.ink, margin: [0, 8, 0, 6] } as Content, paragraph(headline.evidence ? say(headline.evidence) : '')] : []),
  ]
}

function sections(content: ReportContent, { say }: Speaking): Content[] {
  const { result } = content
  if (result.responses < result.minimumN) {
    return [paragraph(say({ en: `Figures show from ${result.minimumN} answers on: fewer would say more about chance than about the service.`, zh: `答卷达到${result.minimumN}份后显示数字：份数太少，反映的多是偶然而不是服务。` }))]
  }
  return withLead(content.sections.flatMap((section) => sectionOf(section, content) ?? []))
}

/** "1 Jul – 30 Sep 2026 · Branch: North, East", or "All time". */
export function selectionWords({ selection, result, organisation }: Pick<ReportContent, 'selection' | 'result' | 'organisation'>): Text {
  const { from, to } = selection
  const said = (date: string, language: 'en' | 'zh') => day(`${date}T12:00:00Z`, language, 'UTC')
  const dayOfAnswer = (at: string | null) => (at === null ? '' : dayOf(Date.parse(at), organisation.timeZone))
  const period = (language: 'en' | 'zh') =>
    from === undefined && to === undefined ? { en: 'All time', zh: '全部时间' }[language] : [from ?? dayOfAnswer(result.firstAt), to ?? dayOfAnswer(result.lastAt)].filter((date) => date !== '').map((date) => said(date, language)).join(' – ')
  const chosen = Object.entries(selection.attributes).map(([key, values]) => {
    const known = result.breakdowns.find((each) => each.key === key)
    const titles = values.map((value) => known?.values.find((each) => each.value === value)?.title ?? { en: value, zh: value })
    const title = known?.title ?? { en: key, zh: key }
    return { en: `${title.en}: ${titles.map(({ en }) => en).join(', ')}`, zh: `${title.zh}：${titles.map(({ zh }) => zh).join('、')}` }
  })
  return { en: [period('en'), ...chosen.map(({ en }) => en)].join(' · '), zh: [period('zh'), ...chosen.map(({ zh }) => zh)].join(' · ') }
}
