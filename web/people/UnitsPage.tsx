import { useState } from 'react'
import { EllipsisVertical, Network, Plus } from 'lucide-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { Unit } from '@gap5/contract/people/units.ts'
import { useOrganisation } from '../access/me.ts'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import { EmptyState } from '../kit/EmptyState.tsx'
import { useLanguage } from '../kit/language.tsx'
import { Menu } from '../kit/Menu.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import { Row, RowList } from '../kit/RowList.tsx'
import { DeleteUnitDialog } from './DeleteUnitDialog.tsx'
import { treeOf, type Branch } from './tree.ts'
import { UnitDialog } from './UnitDialog.tsx'
import { unitKindTitles, unitsQuery } from './unitsData.ts'

type Open = { kind: 'add'; parentId: string | null } | { kind: 'edit' | 'delete'; unit: Unit } | null

/** The organisation's branches and departments as a tree. */
export function UnitsPage() {
  const { say } = useLanguage()
  const here = useOrganisation()
  const units = useSuspenseQuery(unitsQuery(here.org)).data
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const add = here.may('units:write') && (
    <Button look="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setOpen({ kind: 'add', parentId: null })}>
      {say({ en: 'Add unit', zh: '添加机构' })}
    </Button>
  )
  return (
    <>
      <PageHeader
        title={{ en: 'Units', zh: '机构' }}
        under={{ en: 'Branches and departments, by which answers are compared.', zh: '分支机构与部门，答卷可据此比较。' }}
        actions={units.length > 0 && add}
      />
      <Card flush>
        {units.length > 0 ? (
          <UnitList units={units} onOpen={setOpen} />
        ) : (
          <EmptyState icon={<Network size={20} aria-hidden />} title={{ en: 'No units yet', zh: '还没有机构' }} action={add}>
            {say({ en: 'Add your branches, then give each a survey link of its own and see where service differs.', zh: '添加分支机构后，可为每个机构生成专属问卷链接，比较服务差异。' })}
          </EmptyState>
        )}
      </Card>
      {open?.kind === 'add' && <UnitDialog units={units} unit={null} parentId={open.parentId} onClose={close} />}
      {open?.kind === 'edit' && <UnitDialog units={units} unit={open.unit} parentId={open.unit.parentId} onClose={close} />}
      {open?.kind === 'delete' && <DeleteUnitDialog unit={open.unit} onClose={close} />}
    </>
  )
}

function UnitList({ units, onOpen }: { units: Unit[]; onOpen: (open: Open) => void }) {
  const { say } = useLanguage()
  const mayWrite = useOrganisation().may('units:write')
  return (
    <RowList label={{ en: 'Units', zh: '机构' }}>
      {treeOf(units).map((branch) => (
        <Row
          key={branch.unit.id}
          lead={<UnitName branch={branch} />}
          facts={[
            { key: 'code', fact: <code>{branch.unit.code}</code> },
            { key: 'kind', fact: say(unitKindTitles[branch.unit.kind]) },
          ]}
          actions={mayWrite && <UnitMenu unit={branch.unit} onOpen={onOpen} />}
        />
      ))}
    </RowList>
  )
}

/** Screen readers hear the level; eyes see it. */
function UnitName({ branch: { unit, depth } }: { branch: Branch }) {
  const { say, language } = useLanguage()
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <span className="flex items-center" style={{ paddingLeft: `${depth * 1.25}rem` }}>
      {depth > 0 && <span aria-hidden className="mr-2 h-3 w-2.5 -translate-y-1 rounded-bl border-b border-l border-edge" />}
      {depth > 0 && <span className="sr-only">{say({ en: `Level ${depth + 1}: `, zh: `第 ${depth + 1} 级：` })}</span>}
      <span className="min-w-0">
        {say(unit.title)}
        {unit.title.en !== unit.title.zh && (
          <span lang={other === 'zh' ? 'zh-CN' : 'en'} className="ml-2 text-[0.8125rem] text-mute">
            {unit.title[other]}
          </span>
        )}
      </span>
    </span>
  )
}

function UnitMenu({ unit, onOpen }: { unit: Unit; onOpen: (open: Open) => void }) {
  const label = { en: `Actions for ${unit.title.en}`, zh: `对“${unit.title.zh}”的操作` }
  return (
    <Menu
      trigger={<Button look="quiet" size="small" label={label} icon={<EllipsisVertical size={16} aria-hidden />} />}
      entries={[
        { label: { en: 'Edit or move…', zh: '编辑或移动…' }, onSelect: () => onOpen({ kind: 'edit', unit }) },
        { label: { en: 'Add a unit below…', zh: '添加下级机构…' }, onSelect: () => onOpen({ kind: 'add', parentId: unit.id }) },
        'line',
        { label: { en: 'Delete…', zh: '删除…' }, danger: true, onSelect: () => onOpen({ kind: 'delete', unit }) },
      ]}
    />
  )
}
