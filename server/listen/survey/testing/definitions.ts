import { definitionSchema, type Definition } from '@gap5/contract/listen/instrument.ts'

const text = (en: string, zh = en) => ({ en, zh })
const nameless = { use: text('For tests'), source: text('Made for tests') }

/** Who answers "4 or less" is asked why; a dissatisfied answer opens a block. Has an attention check. */
export const branching: Definition = definitionSchema.parse({
  key: 'branching',
  title: text('Branching', '分支问卷'),
  ...nameless,
  scales: { five: { min: 1, max: 5, labels: { '1': text('Bad', '差'), '5': text('Good', '好') } } },
  blocks: [
    {
      key: 'first',
      columns: [{ role: 'satisfaction', scale: 'five', title: text('Satisfaction', '满意度') }],
      items: [
        { key: 'overall', text: text('How was {provider}?', '{provider}怎么样？'), required: true },
        { type: 'text', key: 'why', text: text('What was wrong?', '哪里不好？'), maxLength: 100, showIf: [{ variable: 'overall.satisfaction', is: 'atMost', value: 4 }] },
      ],
    },
    {
      key: 'second',
      showIf: [{ variable: 'overall.satisfaction', is: 'atMost', value: 2 }],
      columns: [{ role: 'effort', scale: 'five', title: text('Effort', '费力程度') }],
      items: [{ key: 'ease', text: text('How hard was it?', '费力吗？') }],
    },
    {
      key: 'third',
      showIf: [{ variable: 'ease.effort', is: 'answered' }],
      items: [
        { type: 'choice', key: 'reason', text: text('Reason', '原因'), multiple: true, options: [{ value: 'price', text: text('Price', '价格') }, { value: 'people', text: text('People', '人员') }] },
      ],
    },
    {
      key: 'check',
      items: [
        { type: 'choice', key: 'attention', text: text('Please choose “green”', '请选择“绿”'), expected: 'green', options: [{ value: 'red', text: text('Red', '红') }, { value: 'green', text: text('Green', '绿') }] },
      ],
    },
  ],
})

/** Twelve items, asked for expectation first and perception later, in a drawn order. */
export const twoPart: Definition = definitionSchema.parse({
  key: 'two-part',
  title: text('Two parts', '两部分'),
  ...nameless,
  scales: { seven: { min: 1, max: 7, labels: { '1': text('No', '否'), '7': text('Yes', '是') } } },
  blocks: [
    {
      key: 'both',
      arrange: 'apart',
      randomised: true,
      columns: [
        { role: 'expectation', scale: 'seven', title: text('An excellent provider', '优秀的服务商') },
        { role: 'perception', scale: 'seven', title: text('{provider}', '{provider}') },
      ],
      items: Array.from({ length: 12 }, (_, index) => ({ key: `i${index + 1}`, text: text(`Item ${index + 1}`, `题目 ${index + 1}`) })),
    },
  ],
})

/** Two features, each asked as there and as not there, on five named points. */
export const kanoPairs: Definition = definitionSchema.parse({
  key: 'kano',
  title: text('Kano', '卡诺'),
  ...nameless,
  scales: {
    feel: {
      min: 1,
      max: 5,
      labels: { '1': text('I like it', '喜欢'), '2': text('I expect it', '理应如此'), '3': text('I do not care', '无所谓'), '4': text('I can live with it', '能忍受'), '5': text('I dislike it', '不喜欢') },
    },
  },
  blocks: [
    {
      key: 'features',
      columns: [
        { role: 'functional', scale: 'feel', title: text('If it is there', '如果有') },
        { role: 'dysfunctional', scale: 'feel', title: text('If it is not there', '如果没有') },
      ],
      items: ['app', 'call'].map((key) => ({
        key,
        text: text(`Feature ${key}`, `功能 ${key}`),
        wording: { functional: text(`With ${key}, how do you feel?`, `有${key}，您感觉如何？`), dysfunctional: text(`Without ${key}, how do you feel?`, `没有${key}，您感觉如何？`) },
      })),
    },
  ],
})
