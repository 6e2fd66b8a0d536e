import { useState } from 'react'
import { Eye } from 'lucide-react'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import type { Definition } from '@gap5/contract/listen/instrument.ts'
import type { Text } from '@gap5/contract/language.ts'
import type { LibraryEntry } from '@gap5/contract/listen/library.ts'
import { useOrganisation } from '../access/me.ts'
import { api } from '../api.ts'
import { Button } from '../kit/Button.tsx'
import { Checkbox } from '../kit/Checkbox.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { useLanguage } from '../kit/language.tsx'
import { RadioGroup } from '../kit/RadioGroup.tsx'
import { TextArea } from '../kit/TextArea.tsx'
import type { FormState } from '../kit/useForm.ts'
import { lengthOf } from './definitionWords.ts'
import { instrumentsQuery, libraryQuery } from './instrumentsData.ts'
import { instrumentDraftOf, kanoSource, type NewStudy, type Source } from './newStudy.ts'
import { PhonePreview } from './PhonePreview.tsx'

/** The own questionnaires and the library beside a phone that shows the chosen one. */
export function ChooseInstrument({ form }: { form: FormState<NewStudy> }) {
  const { say } = useLanguage()
  const { organisation } = useOrganisation()
  const definition = useChosen(form.values)
  const [looking, look] = useState(false)
  const preview = definition && <PhonePreview key={definition.key} definition={definition} provider={organisation.name} />
  return (
    <div className="grid items-start gap-6 xl:grid-cols-[1fr_390px]">
      <div className="flex min-w-0 flex-col gap-5">
        <Choices form={form} />
        {form.values.source === kanoSource && <Features form={form} />}
        {definition && (
          <div className="xl:hidden">
            <Button icon={<Eye size={15} aria-hidden />} onClick={() => look(true)}>
              {say({ en: 'See it on a phone', zh: '手机预览' })}
            </Button>
            <Dialog open={looking} onOpenChange={look} title={definition.title}>
              {preview}
            </Dialog>
          </div>
        )}
      </div>
      <div className="hidden xl:block">{preview ?? <p className="text-mute">{say({ en: 'Choose one to see it here.', zh: '选择后可在此预览。' })}</p>}</div>
    </div>
  )
}

function Choices({ form }: { form: FormState<NewStudy> }) {
  const { org } = useOrganisation()
  const library = useSuspenseQuery(libraryQuery(org)).data
  const own = useSuspenseQuery(instrumentsQuery(org)).data
  return (
    <RadioGroup<Source>
      label={{ en: 'Questionnaire', zh: '问卷' }}
      name="source"
      look="cards"
      value={form.values.source}
      onValueChange={(source) => form.set('source', source)}
      options={[
        ...own.map(({ id, version, definition }) => ({
          value: `own:${id}` as const,
          label: { en: `${definition.title.en} · yours, version ${version}`, zh: `${definition.title.zh} · 自有，第 ${version} 版` },
          hint: lengthOf(definition),
        })),
        ...library.map((entry) => ({ value: `library:${entry.key}` as const, label: entry.definition.title, hint: purposeOf(entry) })),
      ]}
    />
  )
}

/** What it is for and how long it takes; pairs take as long as there are features. */
function purposeOf({ needs, definition }: LibraryEntry): Text {
  const length = needs === 'features' ? { en: 'two questions a feature', zh: '每项功能两问' } : lengthOf(definition)
  return { en: `${definition.use.en} (${length.en})`, zh: `${definition.use.zh}（${length.zh}）` }
}

function Features({ form }: { form: FormState<NewStudy> }) {
  return (
    <>
      <TextArea
        label={{ en: 'Features', zh: '功能清单' }}
        hint={{ en: 'One a line, each a short phrase. For both languages: photo report | 照片报告', zh: '每行一项，用短语描述。如需中英文：照片报告 | photo report' }}
        rows={6}
        maxLength={20_000}
        {...form.field('features')}
      />
      <Checkbox
        label={{ en: 'Also ask how important each feature is', zh: '同时询问每项功能的重要程度' }}
        hint={{ en: 'On a scale from 1 to 9; makes the survey about a third longer.', zh: '1 至 9 分；问卷会长约三分之一。' }}
        {...form.toggle('importance')}
      />
    </>
  )
}

/** The definition of what is chosen; Kano pairs with the features typed so far, once there are any. */
function useChosen(values: NewStudy): Definition | undefined {
  const { org } = useOrganisation()
  const library = useSuspenseQuery(libraryQuery(org)).data
  const own = useSuspenseQuery(instrumentsQuery(org)).data
  const draft = instrumentDraftOf(values)
  const isTyped = draft?.from === 'features' && draft.kano.features.length > 0
  const made = useQuery({
    queryKey: [org, 'instrument preview', draft],
    queryFn: ({ signal }) => api.post<Definition>(`/api/o/${org}/instruments/preview`, draft, { signal }),
    enabled: isTyped,
    placeholderData: (before) => before,
    throwOnError: false,
    retry: false,
  }).data
  if (isTyped && made) return made
  const { source } = values
  return (
    library.find(({ key }) => source === `library:${key}`)?.definition ?? own.find(({ id }) => source === `own:${id}`)?.definition
  )
}
