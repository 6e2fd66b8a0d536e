import { useQueryClient } from '@tanstack/react-query'
import type { Definition } from '@gap5/contract/listen/instrument.ts'
import type { Text } from '@gap5/contract/language.ts'
import type { Instrument } from '@gap5/contract/listen/studies.ts'
import { useOrganisation } from '../access/me.ts'
import { api } from '../api.ts'
import { BilingualField } from '../kit/BilingualField.tsx'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import { Form } from '../kit/Form.tsx'
import { useLanguage } from '../kit/language.tsx'
import { notify } from '../kit/Toast.tsx'
import { useForm } from '../kit/useForm.ts'
import { instrumentsKey } from './instrumentsData.ts'
import { seen } from './studiesData.ts'
import { isHeading, withWording, wordingsOf } from './wordings.ts'

/** Every sentence of a draft in both languages. If somebody saved meanwhile, the server says so and what was typed stays. */
export function WordingForm({ instrument, onDone }: { instrument: Instrument; onDone: () => void }) {
  const { say } = useLanguage()
  const { org } = useOrganisation()
  const queries = useQueryClient()
  const { id, version, definition } = instrument
  const form = useForm<{ definition: Definition }>({
    initial: { definition },
    draft: `instrument ${id} ${version} ${instrument.revision}`,
    send: (values) => api.put(`/api/o/${org}/instruments/${id}/versions/${version}`, values.definition, { headers: seen(instrument) }),
    sent: async () => {
      await queries.invalidateQueries({ queryKey: instrumentsKey(org) })
      notify({ title: { en: 'Wording saved', zh: '措辞已保存' } })
      onDone()
    },
  })
  const change = (path: string, text: Text) => form.set('definition', withWording(form.values.definition, path, text))
  return (
    <Card
      title={{ en: 'Wording', zh: '措辞' }}
      description={{ en: '{provider} stands for the name of who is judged.', zh: '{provider} 代表被评价的对象。' }}
    >
      <Form form={form} otherActions={<Button onClick={onDone}>{say({ en: 'Back', zh: '返回' })}</Button>}>
        {wordingsOf(form.values.definition).map(({ path, label, text }) => (
          <BilingualField
            key={path}
            label={label}
            name={path}
            long={!isHeading(path)}
            value={text}
            onValueChange={(said) => change(path, said)}
            maxLength={2000}
          />
        ))}
      </Form>
    </Card>
  )
}
