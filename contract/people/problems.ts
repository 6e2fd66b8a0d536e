/** What can go wrong with an organisation's branches and departments. */
import type { ProblemKind } from '../problems.ts'

export const peopleProblems = {
  'people.unit-unknown': {
    status: 404,
    title: { en: 'There is no such unit.', zh: '没有这个机构。' },
  },
  'people.unit-code-taken': {
    status: 409,
    title: { en: 'Another unit has this code. Codes are unique.', zh: '该编码已被其他机构使用，编码不可重复。' },
  },
  'people.unit-parent-unknown': {
    status: 422,
    title: { en: 'The unit above does not exist any more.', zh: '所选上级机构已不存在。' },
  },
  'people.unit-circle': {
    status: 422,
    title: {
      en: 'A unit cannot stand below itself or below one of its own units.',
      zh: '机构不能隶属于自身或其下级机构。',
    },
  },
  'people.unit-has-units': {
    status: 409,
    title: {
      en: 'Other units stand below this one. Move or delete them first.',
      zh: '该机构下还有其他机构，请先移动或删除它们。',
    },
  },
  'people.unit-in-use': {
    status: 409,
    title: {
      en: 'Answers or links name this unit by its code, so it stays, and so does the code: without it their results could not be read.',
      zh: '已有答卷或链接以编码引用该机构，因此不能删除，也不能更改编码：否则相关结果将无法解读。',
    },
  },
} satisfies Record<string, ProblemKind>
