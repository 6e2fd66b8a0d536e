import { NumberField } from '../kit/NumberField.tsx'

type Props = { name: string; value: number | null; onValueChange: (value: number | null) => void }

/** How many answers a study takes; empty for as many as come. */
export function MaximumField(field: Props) {
  return (
    <NumberField
      label={{ en: 'Answers at most', zh: '答卷上限' }}
      hint={{ en: 'With so many answers the survey says it is full. Empty: no limit. Imports count, and are never turned away.', zh: '达到上限后，问卷页会提示名额已满；留空则不限。导入的答卷计入总数，但不受限制。' }}
      min={1}
      optional
      {...field}
    />
  )
}
