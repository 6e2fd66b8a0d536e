/** What can go wrong when results are asked for. */
import type { Text } from '../language.ts'
import type { ProblemKind } from '../problems.ts'

export const measureProblems = {
  'measure.attribute-unknown': {
    status: 422,
    title: { en: 'This study has no such attribute.', zh: '该调查没有这个属性。' },
    detail: (d: { attribute: string; known: readonly string[] }) => ({
      en: `“${d.attribute}” is not among them${d.known.length > 0 ? `; it has ${d.known.join(', ')}` : ''}.`,
      zh: `没有“${d.attribute}”${d.known.length > 0 ? `；可用的有：${d.known.join('、')}` : ''}。`,
    }),
  },
  'measure.value-unfit': {
    status: 422,
    title: { en: 'This value does not fit the attribute.', zh: '该值与属性不符。' },
    detail: (d: { attribute: string; value: string; type: 'number' | 'date' }) =>
      d.type === 'number'
        ? {
            en: `“${d.value}” is no number and no class such as 20..30 (${d.attribute}).`,
            zh: `“${d.value}”既不是数字，也不是20..30这样的区间（${d.attribute}）。`,
          }
        : {
            en: `“${d.value}” is no day, month, quarter or year such as 2026-03-09, 2026-03, 2026-Q1 or 2026 (${d.attribute}).`,
            zh: `“${d.value}”不是日、月、季度或年，例如2026-03-09、2026-03、2026-Q1或2026（${d.attribute}）。`,
          },
  },
  'measure.measure-unknown': {
    status: 422,
    title: { en: 'This study cannot say that figure.', zh: '该调查没有这项指标。' },
    detail: (d: { measure: string }) => ({
      en: `“${d.measure}” needs an item, a dimension or a level that is not asked here. The result lists the measures there are.`,
      zh: `“${d.measure}”所需的题项、维度或水平不在本次调查中。可用指标见结果中的列表。`,
    }),
  },
  'measure.inquiry-unavailable': {
    status: 422,
    title: { en: 'This question cannot be asked of this study.', zh: '该调查不能回答这个问题。' },
    detail: (d: { why: Text }) => d.why,
  },
  'measure.no-scores': {
    status: 422,
    title: { en: 'These choices give no scores of single respondents.', zh: '按所选设置无法得到每位受访者的得分。' },
    detail: (d: { question: Text }) => ({
      en: `“${d.question.en}”: only path models, confirmed dimensions and found factors have scores, where they can be estimated and answers are taken as numbers.`,
      zh: `“${d.question.zh}”：只有路径模型、验证的维度与探索的因子有得分，且须可估计，并把作答看作数值。`,
    }),
  },
  'measure.workbook-full': {
    status: 422,
    title: { en: 'These are more responses than a workbook can hold.', zh: '答卷数超出工作簿的容量。' },
    detail: (d: { rows: number; most: number }) => ({
      en: `${d.rows} responses; a sheet takes ${d.most} rows. Export them as CSV or for SPSS, or narrow them down.`,
      zh: `共 ${d.rows} 份答卷，而一个工作表最多 ${d.most} 行。请导出为 CSV 或 SPSS 文件，或缩小筛选范围。`,
    }),
  },
  'measure.board-unknown': {
    status: 404,
    title: { en: 'There is no such board.', zh: '没有这个看板。' },
  },
  'measure.link-unknown': {
    status: 404,
    title: { en: 'There is no such link.', zh: '没有这个链接。' },
  },
  'measure.link-closed': {
    status: 404,
    title: {
      en: 'This link shows nothing any more, or is not complete. Ask whoever sent it for a new one.',
      zh: '该链接已失效或不完整，请向发送者索取新的链接。',
    },
  },
  'measure.link-password-needed': {
    status: 401,
    title: { en: 'This page is protected by a password.', zh: '该页面受密码保护。' },
  },
  'measure.link-password-wrong': {
    status: 403,
    title: { en: 'That is not the password of this page.', zh: '密码不正确。' },
  },
  'measure.link-beyond': {
    status: 403,
    title: { en: 'This is not part of what the link shows.', zh: '该内容不在链接的展示范围内。' },
  },
  'measure.reading-not-asked': {
    status: 422,
    title: { en: 'The instrument of this study does not ask what this reading needs.', zh: '该调查的问卷未包含此分析所需的题目。' },
    detail: (d: { needs: Text }) => d.needs,
  },
  'measure.choice-unfit': {
    status: 422,
    title: { en: 'This choice cannot be made here.', zh: '此处不能这样选择。' },
    detail: (d: { choice: string; why: Text }) => ({ en: `${d.choice}: ${d.why.en}`, zh: `${d.choice}：${d.why.zh}` }),
  },
  'measure.bootstrap-unknown': {
    status: 404,
    title: { en: 'There is no such calculation.', zh: '没有该计算。' },
  },
} satisfies Record<string, ProblemKind<never>>
