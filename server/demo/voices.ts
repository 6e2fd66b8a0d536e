/** What the fictional customers write, by the dimension it is about and whether it praises. */
import type { Text } from '@gap5/contract/language.ts'

export type Voice = { dimension: string; praise: boolean; text: Text }

export const voices: Voice[] = [
  {
    dimension: 'responsiveness',
    praise: false,
    text: {
      en: 'We waited two days before anybody could tell us when the engineer would come.',
      zh: '报修后等了两天，才有人告诉我们工程师什么时候到。',
    },
  },
  {
    dimension: 'responsiveness',
    praise: false,
    text: {
      en: 'The hotline promised a call back within an hour. We called them ourselves the next morning.',
      zh: '热线说一小时内回电，结果第二天早上还是我们自己打过去的。',
    },
  },
  {
    dimension: 'responsiveness',
    praise: false,
    text: { en: 'Good engineers, but far too slow to arrive. The machine stood for a whole shift.', zh: '师傅技术不错，就是来得太慢，设备停了整整一个班。' },
  },
  {
    dimension: 'responsiveness',
    praise: true,
    text: { en: 'Called at eight, engineer on site before eleven. Impressive.', zh: '八点打的电话，十一点前人就到现场了，很难得。' },
  },
  {
    dimension: 'responsiveness',
    praise: true,
    text: { en: 'They kept us posted about every step without our asking.', zh: '每一步进展都主动告诉我们，不用催。' },
  },
  {
    dimension: 'reliability',
    praise: false,
    text: { en: 'The same leak came back a week after the repair.', zh: '修完一个星期，同一个地方又漏油了。' },
  },
  {
    dimension: 'reliability',
    praise: false,
    text: { en: 'The invoice listed a part that was never fitted.', zh: '账单上有一个配件其实没有换。' },
  },
  {
    dimension: 'reliability',
    praise: true,
    text: { en: 'Fixed at the first visit, exactly on the day agreed.', zh: '说好哪天就哪天来，一次就修好了。' },
  },
  {
    dimension: 'reliability',
    praise: true,
    text: { en: 'Since this spring the appointments are really kept.', zh: '今年以来，约好的时间基本都能做到。' },
  },
  {
    dimension: 'assurance',
    praise: true,
    text: { en: 'The engineer explained the cause so that our operators understood it too.', zh: '师傅把原因讲得很清楚，我们的操作手也听懂了。' },
  },
  {
    dimension: 'assurance',
    praise: false,
    text: { en: 'Two people, two different diagnoses. Which one should we believe?', zh: '来了两个人，说法还不一样，不知道该信谁。' },
  },
  {
    dimension: 'empathy',
    praise: true,
    text: { en: 'They moved the service to our night break so that we lost no production.', zh: '特意安排在夜间停机时保养，没有影响生产。' },
  },
  {
    dimension: 'empathy',
    praise: false,
    text: { en: 'Nobody asked whether the date suits our harvest season.', zh: '没人问过保养时间会不会撞上我们的农忙季。' },
  },
  {
    dimension: 'tangibles',
    praise: true,
    text: { en: 'Clean overalls, tidy van, and the workplace was left spotless.', zh: '工装整洁，工具车也很规整，干完活现场收拾得干干净净。' },
  },
  {
    dimension: 'tangibles',
    praise: false,
    text: { en: 'The parts counter is cramped and there is nowhere to wait.', zh: '配件柜台太挤，连个等候的地方都没有。' },
  },
]

/** Requests from the last page of the survey; the contacts are made up and lead nowhere. */
export const requests: { text: Text; contact: { name: string; email: string } }[] = [
  {
    text: { en: 'Please have somebody call about the second repair.', zh: '请安排人就第二次维修给我回个电话。' },
    contact: { name: '王样例', email: 'sample.wang@example.com' },
  },
  {
    text: { en: 'We need an offer for a maintenance contract for three excavators.', zh: '想要一份三台挖掘机保养合同的报价。' },
    contact: { name: 'Sample Fisher', email: 'sample.fisher@example.com' },
  },
  {
    text: { en: 'The hydraulic pump is making that noise again. Urgent.', zh: '液压泵又有异响了，比较急。' },
    contact: { name: '李样例', email: 'sample.li@example.com' },
  },
  {
    text: { en: 'Could you send us the inspection report once more?', zh: '麻烦把点检报告再发一份给我们。' },
    contact: { name: '陈样例', email: 'sample.chen@example.com' },
  },
]
