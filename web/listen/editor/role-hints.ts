import type { Text } from '@gap5/contract/language.ts'
import type { Role } from '@gap5/contract/listen/roles.ts'

/** What an answer in a role is used for. */
export const roleHints: Record<Role, Text> = {
  perception: { en: 'How the service was; needed for every gap, zone and score.', zh: '实际感受到的服务；差距、容忍区域与得分都需要它。' },
  expectation: { en: 'What an excellent provider would do; gap = perception − expectation.', zh: '优秀的服务商应达到的水平；差距 = 感知 − 期望。' },
  adequate: { en: 'The least that is acceptable: the lower end of the zone of tolerance.', zh: '可以接受的最低水平：容忍区域的下限。' },
  desired: { en: 'What is wished for: the upper end of the zone of tolerance.', zh: '希望得到的水平：容忍区域的上限。' },
  ideal: { en: 'The best one can imagine, the highest of the levels.', zh: '能想象的最好水平，各层次中最高。' },
  normative: { en: 'What a good provider owes its customers.', zh: '好的服务商应当做到的水平。' },
  experienced: { en: 'What one is used to from experience.', zh: '根据以往经验会有的水平。' },
  minimum: { en: 'Just tolerable: below this people leave.', zh: '勉强可以忍受：再低就会离开。' },
  confirmation: { en: 'Against expectation, five points from far below to far above: delighted, satisfied, regret, disappointed.', zh: '与期望相比，五点，从远低于到远高于：惊喜、满意、遗憾、失望。' },
  'vs-adequate': { en: 'Lower than, the same as or higher than what is acceptable; the middle means the same. The zone of tolerance in two columns.', zh: '比可接受水平更低、相同或更高；中点表示相同。两栏式容忍区域。' },
  'vs-desired': { en: 'Lower than, the same as or higher than what is desired; the middle means the same.', zh: '比理想水平更低、相同或更高；中点表示相同。' },
  importance: { en: 'How much it matters; for importance–performance and for weights.', zh: '有多重要；用于重要性—绩效分析和权重。' },
  weight: { en: 'Points; given by the kind “100 points”.', zh: '分数；由“分配 100 分”题给出。' },
  functional: { en: 'Kano: how one feels with it.', zh: 'Kano：具备时的感受。' },
  dysfunctional: { en: 'Kano: how one feels without it.', zh: 'Kano：不具备时的感受。' },
  satisfaction: { en: 'Satisfaction as a whole; shows which dimensions matter.', zh: '总体满意；由此看出哪个维度更重要。' },
  recommendation: { en: 'From 0 to 10 it gives the Net Promoter Score.', zh: '0 至 10 分时得出净推荐值（NPS）。' },
  effort: { en: 'How easy it was made.', zh: '办事有多省力。' },
  intention: { en: 'Staying, coming back, buying again.', zh: '继续、再来、再买的意向。' },
  believed: { en: 'Managers: what they think customers expect; against expectation it gives gap 1.', zh: '管理者认为顾客期望什么；与顾客期望之差为差距一。' },
  standard: { en: 'Managers: whether there is a standard for it, from none to a formal one; gap 2.', zh: '管理者：有没有相应的标准，从没有到有正式标准；差距二。' },
  delivery: { en: 'Staff: whether they can meet the standard every time; gap 3.', zh: '员工：能否始终达到标准；差距三。' },
  promise: { en: 'Staff: whether what is promised can be kept every time; gap 4.', zh: '员工：能否始终兑现承诺；差距四。' },
  found: { en: 'A point of a mystery shopper’s checklist: no or yes, or a scale.', zh: '神秘顾客检查表上的一项：是/否或量表评分。' },
  other: { en: 'A rating that enters no score.', zh: '不计入任何得分的评分。' },
}
