/** What can go wrong with the demo organisation. */
import type { ProblemKind } from '../problems.ts'

export const demoProblems = {
  'demo.not-simulated': {
    status: 409,
    title: {
      en: 'Only the demo organisation can be reset; this one holds real data.',
      zh: '只有演示组织可以重置，本组织存有真实数据。',
    },
  },
} satisfies Record<string, ProblemKind>
