import { useId } from 'react'
import { wrapped } from '@gap5/contract/charts/wrapped.ts'
import type { Picture } from '@gap5/contract/measure/workbench.ts'
import { ChartFrame, Legend } from '../../kit/charts/ChartFrame.tsx'
import { ChartTip, TipLines } from '../../kit/charts/ChartTip.tsx'
import { useMarks } from '../../kit/charts/useMarks.ts'
import { useLanguage, type Speech } from '../../kit/language.tsx'
import { pathLayout, type PlacedEdge, type PlacedNode } from './pathLayout.ts'

type Paths = Extract<Picture, { kind: 'paths' }>
type Edge = Paths['edges'][number]

/** What acts on what: boxes and arrows, the stronger the thicker; what is not sure is dashed. */
export function PathsPicture({ picture }: { picture: Paths }) {
  const speech = useLanguage()
  const { say, figure } = speech
  const titleOf = (key: string) => say(picture.nodes.find((node) => node.key === key)?.title ?? key)
  return (
    <ChartFrame
      title={picture.title}
      legend={
        <Legend
          entries={[
            { mark: <line x1={1} x2={21} y1={6} y2={6} className="stroke-accent stroke-[3]" />, label: { en: 'sure: the interval leaves nought out', zh: '确定：区间不含零' } },
            { mark: <line x1={1} x2={21} y1={6} y2={6} className="stroke-mute stroke-2 [stroke-dasharray:4_3]" />, label: { en: 'not sure', zh: '不确定' } },
          ]}
        />
      }
      table={{
        columns: [
          { key: 'from', header: { en: 'From', zh: '从' }, render: (edge: Edge) => titleOf(edge.from) },
          { key: 'to', header: { en: 'To', zh: '到' }, align: 'start' as const, render: (edge) => titleOf(edge.to) },
          { key: 'value', header: { en: 'Link', zh: '路径' }, render: (edge) => (edge.value === null ? '–' : figure(edge.value, 3)), sort: (edge) => edge.value },
          { key: 'interval', header: { en: '95 % interval', zh: '95% 区间' }, render: (edge) => intervalWords(edge, speech), plain: [{ header: { en: '95 % lower', zh: '95% 下限' }, value: (edge: Edge) => edge.lower }, { header: { en: '95 % upper', zh: '95% 上限' }, value: (edge: Edge) => edge.upper }] },
        ],
        rows: picture.edges,
        rowKey: ({ from, to }) => `${from}>${to}`,
      }}
    >
      {(width, naming) => <Drawing picture={picture} width={width} naming={naming} titleOf={titleOf} />}
    </ChartFrame>
  )
}

function Drawing({ picture, width, naming, titleOf }: { picture: Paths; width: number; naming: object; titleOf: (key: string) => string }) {
  const speech = useLanguage()
  const layout = pathLayout(picture, width)
  const keyOf = ({ from, to }: Edge) => `${from}>${to}`
  const { active, mark } = useMarks(layout.edges.map(keyOf))
  const shown = layout.edges.find((edge) => keyOf(edge) === active)
  const arrow = useId()
  return (
    <>
      <svg width={width} height={layout.height} className="block max-w-full" {...naming}>
        <defs>
          <marker id={`${arrow}s`} viewBox="0 0 8 8" refX={6} refY={4} markerWidth={8} markerHeight={8} markerUnits="userSpaceOnUse" orient="auto">
            <path d="M0,0L8,4L0,8Z" className="fill-accent" />
          </marker>
          <marker id={`${arrow}u`} viewBox="0 0 8 8" refX={6} refY={4} markerWidth={8} markerHeight={8} markerUnits="userSpaceOnUse" orient="auto">
            <path d="M0,0L8,4L0,8Z" className="fill-mute" />
          </marker>
        </defs>
        {layout.edges.map((edge) => (
          <g key={keyOf(edge)} className="outline-none" {...mark(keyOf(edge), `${titleOf(edge.from)} → ${titleOf(edge.to)}: ${edge.value === null ? '–' : speech.figure(edge.value, 2)} (${intervalWords(edge, speech)})`)}>
            <Arrow edge={edge} marker={`url(#${arrow}${edge.sure ? 's' : 'u'})`} isActive={keyOf(edge) === active} />
          </g>
        ))}
        {layout.nodes.map((node) => (
          <Box key={node.key} node={node} width={layout.boxWidth} height={layout.boxHeight} />
        ))}
        {layout.edges.map((edge) => (
          <Label key={keyOf(edge)} edge={edge} isActive={keyOf(edge) === active} />
        ))}
      </svg>
      {shown && (
        <ChartTip x={shown.labelX} y={shown.labelY + 8} width={width}>
          <TipLines
            title={`${titleOf(shown.from)} → ${titleOf(shown.to)}`}
            lines={[
              [speech.say({ en: 'Link', zh: '路径' }), shown.value === null ? '–' : speech.figure(shown.value, 3)],
              [speech.say({ en: '95 % interval', zh: '95% 区间' }), intervalWords(shown, speech)],
            ]}
          />
        </ChartTip>
      )}
    </>
  )
}

function Arrow({ edge, marker, isActive }: { edge: PlacedEdge; marker: string; isActive: boolean }) {
  return (
    <>
      <path d={edge.path} className="fill-none stroke-transparent stroke-[14]" />
      <path
        d={edge.path}
        markerEnd={marker}
        strokeWidth={1.5 + 4 * Math.min(1, Math.abs(edge.value ?? 0)) + (isActive ? 1 : 0)}
        className={`fill-none ${edge.sure ? 'stroke-accent' : 'stroke-mute [stroke-dasharray:5_4]'}`}
      />
    </>
  )
}

/** The figure of an arrow on a ground of its own, so that crossing arrows do not strike it out. */
function Label({ edge: { labelX, labelY, value, sure }, isActive }: { edge: PlacedEdge; isActive: boolean }) {
  const { figure } = useLanguage()
  if (value === null) return null
  return (
    <g className="pointer-events-none">
      <rect x={labelX - 19} y={labelY - 9} width={38} height={18} rx={9} className={isActive ? 'fill-accent-soft' : 'fill-card'} />
      <text x={labelX} y={labelY + 4} textAnchor="middle" fontSize={12} className={sure ? 'fill-ink font-bold' : 'fill-mute'}>
        {figure(value, 2)}
      </text>
    </g>
  )
}

function Box({ node, width, height }: { node: PlacedNode; width: number; height: number }) {
  const { say } = useLanguage()
  const lines = wrapped(say(node.title), width - 12, 12.5, node.note ? 1 : 2)
  const first = node.y + 4 - ((lines.length - 1) * 15) / 2 - (node.note ? 7 : 0)
  return (
    <g>
      <rect x={node.x - width / 2} y={node.y - height / 2} width={width} height={height} rx={8} className="fill-card stroke-edge" />
      <text textAnchor="middle" fontSize={12.5} className="fill-ink">
        {lines.map((line, at) => (
          <tspan key={line} x={node.x} y={first + 15 * at}>
            {line}
          </tspan>
        ))}
      </text>
      {node.note && (
        <text x={node.x} y={node.y + 14} textAnchor="middle" fontSize={11} className="fill-mute">
          {say(node.note)}
        </text>
      )}
    </g>
  )
}

function intervalWords({ lower, upper }: Edge, { say, figure }: Speech): string {
  return lower === null || upper === null ? '–' : say({ en: `${figure(lower, 2)} to ${figure(upper, 2)}`, zh: `${figure(lower, 2)} 至 ${figure(upper, 2)}` })
}
