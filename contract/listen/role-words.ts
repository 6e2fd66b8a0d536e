/** What people call a role: in the editor, at an import, in results and in exports. */
import type { Text } from '../language.ts'
import type { Role } from './roles.ts'

export const roleWords: Record<Role, Text> = {
  expectation: { en: 'Expectation', zh: '期望' },
  adequate: { en: 'Adequate', zh: '适当水平' },
  desired: { en: 'Desired', zh: '理想水平' },
  ideal: { en: 'Ideal', zh: '最理想水平' },
  normative: { en: 'What should be', zh: '应有水平' },
  experienced: { en: 'From experience', zh: '经验水平' },
  minimum: { en: 'Just tolerable', zh: '可忍受水平' },
  perception: { en: 'Perception', zh: '感知' },
  confirmation: { en: 'Against expectation', zh: '与期望相比' },
  'vs-adequate': { en: 'Against the acceptable', zh: '与可接受水平相比' },
  'vs-desired': { en: 'Against the desired', zh: '与理想水平相比' },
  importance: { en: 'Importance', zh: '重要性' },
  weight: { en: 'Weight', zh: '权重' },
  functional: { en: 'With the feature', zh: '具备该功能时' },
  dysfunctional: { en: 'Without the feature', zh: '不具备该功能时' },
  satisfaction: { en: 'Satisfaction', zh: '满意度' },
  recommendation: { en: 'Recommendation', zh: '推荐意愿' },
  effort: { en: 'Effort', zh: '省力程度' },
  intention: { en: 'Intention', zh: '行为意向' },
  believed: { en: 'Believed to be expected', zh: '管理者认为的期望' },
  standard: { en: 'Standard', zh: '服务标准' },
  delivery: { en: 'Able to meet the standard', zh: '达到标准的能力' },
  promise: { en: 'Able to keep the promise', zh: '兑现承诺的能力' },
  found: { en: 'Found on a visit', zh: '探访所见' },
  other: { en: 'Another rating', zh: '其他评分' },
}
