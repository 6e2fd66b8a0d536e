import type { Picture } from '@gap5/contract/measure/workbench.ts'
import { BarsPicture } from './BarsPicture.tsx'
import { CurvesPicture } from './CurvesPicture.tsx'
import { HeatPicture } from './HeatPicture.tsx'
import { PathsPicture } from './PathsPicture.tsx'

/** A picture of an answer, by its kind. */
export function PictureView({ picture }: { picture: Picture }) {
  if (picture.kind === 'bars') return <BarsPicture picture={picture} />
  if (picture.kind === 'heat') return <HeatPicture picture={picture} />
  return picture.kind === 'paths' ? <PathsPicture picture={picture} /> : <CurvesPicture picture={picture} />
}
