import { estimateSaid, said } from '@gap5/contract/measure/charts/figures.ts'
import type { ConstructKey, IndexModelReading } from '@gap5/contract/measure/readings/index-model.ts'
import { constructWords } from '@gap5/contract/measure/readings/words.ts'
import { ChartFrame } from '../../kit/charts/ChartFrame.tsx'
import { ChartTip, TipLines } from '../../kit/charts/ChartTip.tsx'
import { useMarks } from '../../kit/charts/useMarks.ts'
import { useLanguage } from '../../kit/language.tsx'

/** Where blocks stand on a wide picture, as shares of its width and height; on a phone they stand in two columns. */
const wide: Record<ConstructKey, [number, number]> = {
  image: [0.1, 0.16],
  expectation: [0.1, 0.84],
  quality: [0.37, 0.5],
  value: [0.37, 0.92],
  satisfaction: [0.64, 0.5],
  complaints: [0.9, 0.16],
  loyalty: [0.9, 0.84],
}
const narrow: Record<ConstructKey, [number, number]> = {
  image: [0.22, 0.07],
  expectation: [0.78, 0.07],
  quality: [0.22, 0.33],
  value: [0.78, 0.33],
  satisfaction: [0.5, 0.61],
  complaints: [0.22, 0.92],
  loyalty: [0.78, 0.92],
}

type Path = IndexModelReading['paths'][number]

/** Blocks with their index, arrows with their coefficient: thicker where stronger, dashed where the interval holds nil, grey where negative. */
export function PathDiagram({ reading }: { reading: IndexModelReading }) {
  const speech = useLanguage()
  const { say } = speech
  return (
    <ChartFrame
      title={{ en: 'How the blocks act on each other', zh: '各块之间的影响' }}
      description={{ en: 'In each block its index, 0–100; on each arrow the standardised coefficient. Dashed: the interval holds nil.', zh: '方框内为指数（百分制），箭头上为标准化系数；虚线表示区间包含零。' }}
      table={{
        rows: reading.paths,
        rowKey: ({ from, to }) => `${from} ${to}`,
        columns: [
          { key: 'path', header: { en: 'From → to', zh: '从 → 到' }, render: ({ from, to }) => `${say(constructWords[from])} → ${say(constructWords[to])}` },
          { key: 'value', header: { en: 'Coefficient', zh: '系数' }, render: ({ estimate }) => estimateSaid(estimate, speech, 2), sort: ({ estimate }) => estimate.value },
          { key: 'total', header: { en: 'Total', zh: '总效应' }, render: ({ total }) => said(total, speech, 2), sort: ({ total }) => total },
        ],
      }}
    >
      {(width, naming) => <Picture reading={reading} width={width} naming={naming} />}
    </ChartFrame>
  )
}

type Point = { x: number; y: number }

function Picture({ reading, width, naming }: { reading: IndexModelReading; width: number; naming: object }) {
  const speech = useLanguage()
  const { say } = speech
  const isWide = width >= 560
  const height = isWide ? 360 : 460
  const box = { width: isWide ? 116 : 104, height: 42 }
  const places = isWide ? wide : narrow
  const at = (key: ConstructKey): Point => ({ x: Math.max(box.width / 2 + 1, Math.min(width - box.width / 2 - 1, places[key][0] * width)), y: Math.max(box.height / 2 + 1, Math.min(height - box.height / 2 - 1, places[key][1] * height)) })
  const keyOf = ({ from, to }: Path) => `${from} ${to}`
  const { active, mark } = useMarks([...reading.constructs.map(({ key }) => key as string), ...reading.paths.map(keyOf)])
  const path = reading.paths.find((one) => keyOf(one) === active)
  const middle = path && labelPlace(at(path.from), at(path.to))
  return (
    <>
      <svg width={width} height={height} className="block max-w-full" {...naming}>
        <defs>
          <marker id="path-head" viewBox="0 0 8 8" refX={7} refY={4} markerWidth={7} markerHeight={7} markerUnits="userSpaceOnUse" orient="auto">
            <path d="M0,0.5L7.5,4L0,7.5Z" className="fill-axis" />
          </marker>
        </defs>
        {reading.paths.map((one) => (
          <Arrow key={keyOf(one)} path={one} from={at(one.from)} to={at(one.to)} box={box} isActive={keyOf(one) === active} />
        ))}
        {reading.paths.map((one) => {
          const { x, y } = labelPlace(at(one.from), at(one.to))
          const name = `${say(constructWords[one.from])} → ${say(constructWords[one.to])}: ${estimateSaid(one.estimate, speech, 2)}`
          return (
            <g key={keyOf(one)} className="outline-none" {...mark(keyOf(one), name)}>
              <rect x={x - 18} y={y - 9} width={36} height={18} rx={4} className={keyOf(one) === active ? 'fill-accent-soft stroke-accent' : 'fill-card'} />
              <text x={x} y={y + 4} textAnchor="middle" fontSize={11} className={(one.estimate.value ?? 0) < 0 ? 'fill-below' : 'fill-ink'}>
                {said(one.estimate.value, speech, 2)}
              </text>
            </g>
          )
        })}
        {reading.constructs.map(({ key, index, r2 }) => {
          const { x, y } = at(key)
          const name = say({ en: `${say(constructWords[key])}: index ${estimateSaid(index, speech, 1)}${r2 === null ? '' : `, R² ${said(r2, speech, 2)}`}`, zh: `${say(constructWords[key])}：指数${estimateSaid(index, speech, 1)}${r2 === null ? '' : `，R² ${said(r2, speech, 2)}`}` })
          return (
            <g key={key} className="outline-none" {...mark(key, name)}>
              <rect x={x - box.width / 2} y={y - box.height / 2} width={box.width} height={box.height} rx={8} className={key === 'satisfaction' ? 'fill-accent-soft stroke-accent stroke-2' : key === active ? 'fill-sunken stroke-accent' : 'fill-sunken stroke-edge'} />
              <text x={x} y={y - 4} textAnchor="middle" fontSize={12} className="fill-ink">{say(constructWords[key])}</text>
              <text x={x} y={y + 13} textAnchor="middle" fontSize={13} className="fill-ink font-semibold">{said(index.value, speech, 1)}</text>
            </g>
          )
        })}
      </svg>
      {path && middle && (
        <ChartTip x={middle.x} y={middle.y + 8} width={width}>
          <TipLines
            title={`${say(constructWords[path.from])} → ${say(constructWords[path.to])}`}
            lines={[
              [say({ en: 'Coefficient', zh: '系数' }), estimateSaid(path.estimate, speech, 2)],
              [say({ en: 'Total effect', zh: '总效应' }), said(path.total, speech, 2)],
            ]}
          />
        </ChartTip>
      )}
    </>
  )
}

/** A little nearer to where the path begins: labels of paths into one block would otherwise meet there. */
function labelPlace(from: Point, to: Point): Point {
  const share = 0.42
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
}

function Arrow({ path, from, to, box, isActive }: { path: Path; from: Point; to: Point; box: { width: number; height: number }; isActive: boolean }) {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  // The part of the line inside the box it points at.
  const inside = Math.min(dx === 0 ? Infinity : (box.width / 2 + 3) / Math.abs(dx), dy === 0 ? Infinity : (box.height / 2 + 3) / Math.abs(dy))
  const end = { x: to.x - dx * inside, y: to.y - dy * inside }
  const { value, lower, upper } = path.estimate
  const holdsNil = lower !== null && upper !== null && lower <= 0 && upper >= 0
  return (
    <line
      x1={from.x}
      y1={from.y}
      x2={end.x}
      y2={end.y}
      markerEnd="url(#path-head)"
      strokeWidth={1 + 3 * Math.min(1, Math.abs(value ?? 0))}
      strokeDasharray={holdsNil ? '4 4' : undefined}
      className={isActive ? 'stroke-accent' : 'stroke-axis'}
    />
  )
}
