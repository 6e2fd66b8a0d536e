import { useOrganisation } from '../access/me.ts'
import { BilingualField } from '../kit/BilingualField.tsx'
import { Checkbox } from '../kit/Checkbox.tsx'
import { RadioGroup } from '../kit/RadioGroup.tsx'
import { Select } from '../kit/Select.tsx'
import type { FormState } from '../kit/useForm.ts'
import { MaximumField } from './MaximumField.tsx'
import { pagingOptions } from './pagingOptions.ts'
import type { NewStudy } from './newStudy.ts'
import { subjectName } from './subjectName.ts'

/** Whom a study is about and how it is shown. */
export function AboutFields({ form }: { form: FormState<NewStudy> }) {
  const { organisation } = useOrganisation()
  return (
    <>
      <BilingualField
        label={{ en: 'Title of the study', zh: '调查标题' }}
        hint={{ en: 'For you and your colleagues. One language is enough.', zh: '供您和同事识别，填写一种语言即可。' }}
        maxLength={200}
        {...form.field('title')}
      />
      <RadioGroup
        label={{ en: 'Who is judged?', zh: '评价谁的服务？' }}
        look="cards"
        options={[
          { value: 'own', label: { en: 'Our own service', zh: '本单位的服务' }, hint: { en: 'Customers judge you.', zh: '由顾客评价您的服务。' } },
          {
            value: 'competitor',
            label: { en: 'A competitor', zh: '竞争对手' },
            hint: { en: 'People who know both judge them, for comparison.', zh: '由了解双方的人评价，用于对比。' },
          },
        ]}
        {...form.field('subjectKind')}
        onValueChange={(kind) => {
          form.set('subjectKind', kind)
          form.set('subjectName', subjectName(kind, form.values.subjectName, organisation.name))
        }}
      />
      <BilingualField
        label={{ en: 'Name in the questions', zh: '题目中的名称' }}
        hint={{ en: 'Stands wherever the questionnaire names who is judged.', zh: '显示在问卷中提到评价对象的地方。' }}
        name="subject.name"
        maxLength={200}
        value={form.values.subjectName}
        onValueChange={(name) => form.set('subjectName', name)}
      />
      <Select label={{ en: 'On the screen', zh: '页面呈现' }} options={pagingOptions} {...form.field('paging')} />
      <MaximumField {...form.field('maximumResponses')} />
      <Checkbox
        label={{ en: 'Offer help at the end', zh: '结束页提供帮助' }}
        hint={{ en: '“May we help you?” Whoever wants to leaves a contact, apart from the scores.', zh: '“需要我们帮忙吗？”愿意的人可留下联系方式，与评分分开保存。' }}
        {...form.toggle('offerHelp')}
      />
    </>
  )
}
