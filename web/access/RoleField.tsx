import { organisationRoles, roleTitles, roleUses, type OrganisationRole } from '@gap5/contract/access/roles.ts'
import { RadioGroup } from '../kit/RadioGroup.tsx'

/** The roles that may be given here, each with what it is for. */
export function RoleField<Role extends OrganisationRole>({ value, onValueChange, name, given }: { value: Role; onValueChange: (value: Role) => void; name: string; given: readonly Role[] }) {
  return (
    <RadioGroup
      label={{ en: 'Role', zh: '角色' }}
      name={name}
      value={value}
      onValueChange={onValueChange}
      options={given.map((role) => ({ value: role, label: roleTitles[role], hint: roleUses[role] }))}
    />
  )
}

/** Only an owner makes owners. */
export function givableRoles(own: OrganisationRole): readonly OrganisationRole[] {
  return organisationRoles.filter((role) => role !== 'owner' || own === 'owner')
}
