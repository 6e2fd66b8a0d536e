import { useOrganisation } from '../../access/me.ts'
import { previewPaths, SurveyPreview } from '../SurveyPreview.tsx'
import { useEditing } from './editing.ts'

/** What respondents will see of the draft as it was last saved, at the question being edited. */
export function Preview({ instrument, revision, block }: { instrument: string; revision: number; block: string | undefined }) {
  const { org } = useOrganisation()
  const { item } = useEditing()
  const place = { ...(item === null ? {} : { item }), ...(block === undefined ? {} : { block }) }
  return <SurveyPreview path={previewPaths.instrument(org, instrument)} place={place} state={String(revision)} />
}
