import { useState } from 'react'
import { ClipboardList } from 'lucide-react'
import { Avatar } from '../Avatar.tsx'
import { Button } from '../Button.tsx'
import { Callout } from '../Callout.tsx'
import { Card } from '../Card.tsx'
import { EmptyState } from '../EmptyState.tsx'
import { FilterBar } from '../FilterBar.tsx'
import { KeyFigure, KeyFigures } from '../KeyFigure.tsx'
import { KeyPagination } from '../KeyPagination.tsx'
import { useLanguage } from '../language.tsx'
import { MethodNote } from '../MethodNote.tsx'
import { Progress } from '../Progress.tsx'
import { SimulatedTag } from '../SimulatedTag.tsx'
import { Skeleton } from '../Skeleton.tsx'
import { Table, type Column } from '../Table.tsx'
import { Tabs } from '../Tabs.tsx'
import { Status, Tag } from '../Tag.tsx'
import { Histogram } from '../charts/Histogram.tsx'
import { Sparkline } from '../charts/Sparkline.tsx'
import { distributions, trend, zone } from './examples.ts'
import { Line, Sample } from './Sample.tsx'

export function Figures() {
  const { signed } = useLanguage()
  return (
    <Card>
      <KeyFigures>
        <KeyFigure
          label={{ en: 'Overall satisfaction', zh: '总体满意度' }}
          value="7.2"
          unit={{ en: 'of 9', zh: '/ 9' }}
          detail={{ en: 'n 1,284 · 7.1 to 7.3', zh: 'n 1,284 · 7.1 至 7.3' }}
          beside={
            <Sparkline
              points={trend.map((point) => point.estimate)}
              label={{ en: 'Falling since May', zh: '5 月以来下降' }}
            />
          }
        />
        <KeyFigure
          label={{ en: 'Recommendation (NPS)', zh: '净推荐值（NPS）' }}
          value={signed(31, 0)}
          detail={{ en: 'n 1,251 · +27 to +35', zh: 'n 1,251 · +27 至 +35' }}
          tone="inside"
        />
        <KeyFigure
          label={{ en: 'Gap 5, weighted', zh: '差距 5（加权）' }}
          value={signed(-0.92, 2)}
          detail={{ en: 'n 1,190 · −1.00 to −0.84', zh: 'n 1,190 · −1.00 至 −0.84' }}
          tone="below"
        />
        <KeyFigure
          label={{ en: 'Effort', zh: '费力度' }}
          value={null}
          reason={{ en: 'Too few answers', zh: '答案太少' }}
          detail={{ en: 'n 6, needed 10', zh: 'n 6，需要 10' }}
        />
      </KeyFigures>
    </Card>
  )
}

export function Tables() {
  const { say, figure, signed } = useLanguage()
  const columns: Column<(typeof zone)[number]>[] = [
    {
      key: 'dimension',
      header: { en: 'Dimension', zh: '维度' },
      render: (row) => say(row.label),
      sort: (row) => say(row.label),
    },
    {
      key: 'adequate',
      header: { en: 'Adequate', zh: '适当' },
      hint: { en: 'The least customers accept.', zh: '顾客可接受的最低水平。' },
      render: (row) => figure(row.adequate ?? 0, 1),
      sort: (row) => row.adequate,
    },
    {
      key: 'desired',
      header: { en: 'Desired', zh: '理想' },
      hint: { en: 'What customers hope for.', zh: '顾客希望达到的水平。' },
      render: (row) => figure(row.desired ?? 0, 1),
      sort: (row) => row.desired,
    },
    {
      key: 'perceived',
      header: { en: 'Perceived', zh: '感知' },
      render: (row) => figure(row.perceived.value ?? 0, 1),
      sort: (row) => row.perceived.value,
    },
    {
      key: 'adequacy',
      header: { en: 'Perceived − adequate', zh: '感知 − 适当' },
      sort: (row) => (row.perceived.value ?? 0) - (row.adequate ?? 0),
      render: (row) => {
        const gap = (row.perceived.value ?? 0) - (row.adequate ?? 0)
        return gap < 0 ? <Tag tone="below">{signed(gap)}</Tag> : signed(gap)
      },
    },
    {
      key: 'distribution',
      header: { en: 'Answers', zh: '分布' },
      render: () => <Histogram counts={distributions[1]!.counts} min={1} />,
    },
    { key: 'n', header: 'n', render: (row) => figure(row.perceived.n), sort: (row) => row.perceived.n },
  ]
  return (
    <Card title={{ en: 'Table', zh: '表格' }}>
      <Table
        caption={{ en: 'Dimensions', zh: '各维度' }}
        columns={columns}
        rows={zone}
        rowKey={(row) => row.key}
        rowTone={(row) => (row.status === 'below' ? 'below' : undefined)}
        footer={
          <MethodNote source={{ en: 'Parasuraman, Zeithaml & Berry 1994', zh: 'Parasuraman、Zeithaml 与 Berry，1994' }}>
            {say({
              en: 'Means of respondents who answered at least half of a dimension’s items; the interval is Student’s t.',
              zh: '仅计入至少回答了该维度一半题目的受访者的均值；区间采用 t 分布。',
            })}
          </MethodNote>
        }
      />
      <KeyPagination summary={{ en: '1,284 answers', zh: '1,284 份答卷' }} pages={{ back: null, on: () => {} }} next="more" />
    </Card>
  )
}

export function Narrowing() {
  const { say } = useLanguage()
  return (
    <FilterBar
      period={{ today: '2026-11-22' }}
      filters={[
        {
          key: 'branch',
          label: { en: 'Branch', zh: '分公司' },
          options: [
            { value: 'north', label: { en: 'North', zh: '北区' }, count: 262 },
            { value: 'east', label: { en: 'East', zh: '东区' }, count: 247 },
            { value: 'south', label: { en: 'South', zh: '南区' }, count: 251 },
          ],
        },
        {
          key: 'channel',
          label: { en: 'Channel', zh: '渠道' },
          options: [{ value: 'phone', label: { en: 'Telephone', zh: '电话' } }],
        },
      ]}
    >
      <span>{say({ en: 'n 1,284 · live', zh: 'n 1,284 · 实时' })}</span>
      <SimulatedTag />
    </FilterBar>
  )
}

export function Marks() {
  const { say } = useLanguage()
  const [tab, setTab] = useState<'items' | 'words'>('items')
  return (
    <Sample title={{ en: 'Marks, tabs', zh: '标记与标签页' }}>
      <Line>
        <Tag>{say({ en: 'Draft', zh: '草稿' })}</Tag>
        <Tag tone="inside">{say({ en: 'inside', zh: '区域内' })}</Tag>
        <Tag tone="below">−0.4</Tag>
        <Tag tone="above">{say({ en: 'above', zh: '高于' })}</Tag>
        <Tag tone="warn">{say({ en: 'check', zh: '待核对' })}</Tag>
      </Line>
      <Line>
        <Status doing="open">{{ en: 'Open', zh: '进行中' }}</Status>
        <Status doing="waiting">{{ en: 'Scheduled', zh: '已排期' }}</Status>
        <Status doing="draft">{{ en: 'Draft', zh: '草稿' }}</Status>
        <Status doing="ended">{{ en: 'Closed', zh: '已结束' }}</Status>
        <Status doing="failed">{{ en: 'Failed', zh: '失败' }}</Status>
      </Line>
      <Line>
        <Avatar name="Li Wen" />
        <Avatar name="王小明" />
        <Avatar name="manager@example.org" />
      </Line>
      <Tabs
        label={{ en: 'Readings', zh: '解读' }}
        value={tab}
        onValueChange={setTab}
        tabs={[
          {
            value: 'items',
            label: { en: 'Items', zh: '题目' },
            count: 22,
            content: <p>{say({ en: 'One row an item.', zh: '每题一行。' })}</p>,
          },
          {
            value: 'words',
            label: { en: 'In their words', zh: '顾客原话' },
            count: 148,
            content: <p>{say({ en: 'What customers wrote.', zh: '顾客写下的话。' })}</p>,
          },
        ]}
      />
    </Sample>
  )
}

export function Waiting() {
  const { say } = useLanguage()
  return (
    <Sample title={{ en: 'Waiting, empty, wrong', zh: '等待、空白与错误' }}>
      <Progress
        label={{ en: 'Importing', zh: '正在导入' }}
        share={0.41}
        detail={{ en: '41,000 of 100,000 rows', zh: '已完成 41,000 / 100,000 行' }}
        onCancel={() => {}}
      />
      <Skeleton />
      <Callout tone="neutral" title={{ en: 'Published versions are frozen', zh: '已发布的版本不可更改' }}>
        {say({
          en: 'A change makes version 2; answers keep the version they were given under.',
          zh: '修改将生成第 2 版；已有答案仍属于作答时的版本。',
        })}
      </Callout>
      <Callout tone="good" title={{ en: 'All 1,500 rows are in', zh: '1,500 行已全部导入' }} />
      <Callout tone="caution" title={{ en: 'One dimension has a single item', zh: '有一个维度只含一题' }} />
      <Callout tone="bad" title={{ en: '12 rows were not imported', zh: '12 行未导入' }}>
        {say({ en: 'They are listed below with their reasons.', zh: '原因见下方列表。' })}
      </Callout>
      <EmptyState
        icon={<ClipboardList size={22} aria-hidden />}
        title={{ en: 'No studies yet', zh: '还没有调查' }}
        action={<Button look="primary">{say({ en: 'Create the first study', zh: '创建第一个调查' })}</Button>}
      >
        {say({
          en: 'A study asks customers with one questionnaire over a period, and shows where expectation and perception part.',
          zh: '一项调查在一段时间内用一份问卷询问顾客，并显示期望与感知的差距。',
        })}
      </EmptyState>
    </Sample>
  )
}
