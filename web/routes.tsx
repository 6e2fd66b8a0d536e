/**
 * Which page stands at which address. One line a page, sorted by room, each room loaded when it is first visited:
 *
 *   createRoute({ getParentRoute: () => inOrganisation, path: 'studies', component: lazy(() => import('./listen/StudiesPage.tsx'), 'StudiesPage') }),
 *
 * goes into the list of its room below. Its address is also a line in `paths.ts`; links are made from there
 * (`<Link to={paths.studies(org)}>`), never written out. `inOrganisation` pages stand in the frame, have `useOrganisation()`,
 * and read their parameters with `useParams({ strict: false })`. What a page is narrowed to is read with `useAddress()`.
 * A page of the main navigation is also a line in `navigation.ts`; something to be found by the palette, in `commands.ts`.
 */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent as lazy,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { memberOf, signedIn, toTheStart } from './access/entry.ts'
import { readQuery, writeQuery } from './kit/address.ts'
import { Failure, LoneFailure, LoneNothingHere, NothingHere } from './kit/frame/Failure.tsx'
import { Frame } from './kit/frame/Frame.tsx'
import { useRouteFocus } from './kit/frame/useRouteFocus.ts'
import { PageSkeleton } from './kit/Skeleton.tsx'
import { Toasts } from './kit/Toast.tsx'
import { paths } from './paths.ts'

const root = createRootRoute({ component: Root, notFoundComponent: LoneNothingHere })

function Root() {
  useRouteFocus()
  return (
    <>
      <Outlet />
      <Toasts />
    </>
  )
}

const inOrganisation = createRoute({
  getParentRoute: () => root,
  path: 'o/$org',
  beforeLoad: ({ params, location }) => memberOf(params.org, location.href),
  component: Frame,
  errorComponent: LoneFailure,
})

const start = [
  createRoute({ getParentRoute: () => root, path: '/', beforeLoad: toTheStart }),
  createRoute({
    getParentRoute: () => root,
    path: 'kit',
    component: lazy(() => import('./kit/showcase/KitPage.tsx'), 'KitPage'),
  }),
]

/** Pages of people, not of an organisation. */
const access = [
  createRoute({ getParentRoute: () => root, path: 'sign-in', component: lazy(() => import('./access/SignInPage.tsx'), 'SignInPage') }),
  createRoute({ getParentRoute: () => root, path: 'sign-up', component: lazy(() => import('./access/SignUpPage.tsx'), 'SignUpPage') }),
  createRoute({ getParentRoute: () => root, path: 'enter', component: lazy(() => import('./access/EnterPage.tsx'), 'EnterPage') }),
  createRoute({ getParentRoute: () => root, path: 'invitation', component: lazy(() => import('./access/InvitationPage.tsx'), 'InvitationPage') }),
  createRoute({ getParentRoute: () => root, path: 'organisations/new', beforeLoad: ({ location }) => signedIn(location.href).then(() => {}), component: lazy(() => import('./access/NewOrganisationPage.tsx'), 'NewOrganisationPage') }),
  createRoute({ getParentRoute: () => root, path: 'account', beforeLoad: ({ location }) => signedIn(location.href).then(() => {}), component: lazy(() => import('./access/AccountPage.tsx'), 'AccountPage') }),
]

const listen = [
  createRoute({ getParentRoute: () => inOrganisation, path: 'studies', component: lazy(() => import('./listen/StudiesPage.tsx'), 'StudiesPage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'studies/new', component: lazy(() => import('./listen/NewStudyPage.tsx'), 'NewStudyPage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'studies/$study', component: lazy(() => import('./listen/StudyPage.tsx'), 'StudyPage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'studies/$study/settings', component: lazy(() => import('./listen/StudySettingsPage.tsx'), 'StudySettingsPage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'studies/$study/collecting', component: lazy(() => import('./listen/CollectingPage.tsx'), 'CollectingPage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'studies/$study/invitations', component: lazy(() => import('./listen/mail/MailingsPage.tsx'), 'MailingsPage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'studies/$study/invitations/$mailing', component: lazy(() => import('./listen/mail/MailingPage.tsx'), 'MailingPage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'studies/$study/response-rate', component: lazy(() => import('./listen/ResponseRatePage.tsx'), 'ResponseRatePage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'series/$series', component: lazy(() => import('./listen/SeriesPage.tsx'), 'SeriesPage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'studies/$study/responses', component: lazy(() => import('./listen/ResponsesPage.tsx'), 'ResponsesPage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'studies/$study/responses/$response', component: lazy(() => import('./listen/ResponsePage.tsx'), 'ResponsePage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'studies/$study/not-accepted', component: lazy(() => import('./listen/DeadLettersPage.tsx'), 'DeadLettersPage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'instruments', component: lazy(() => import('./listen/InstrumentsPage.tsx'), 'InstrumentsPage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'instruments/new', component: lazy(() => import('./listen/NewInstrumentPage.tsx'), 'NewInstrumentPage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'instruments/$instrument', component: lazy(() => import('./listen/InstrumentPage.tsx'), 'InstrumentPage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'instruments/$instrument/edit', component: lazy(() => import('./listen/editor/EditorPage.tsx'), 'EditorPage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'instruments/$instrument/versions', component: lazy(() => import('./listen/VersionsPage.tsx'), 'VersionsPage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'imports/new', component: lazy(() => import('./listen/import/NewImportPage.tsx'), 'NewImportPage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'imports/$id', component: lazy(() => import('./listen/import/ImportPage.tsx'), 'ImportPage') }),
] as const

/** Pages that read answers: members see them in the frame, holders of a read-only link by themselves (`contract/measure/views.ts`). */
const views = [
  { path: 'studies/$study/results', component: lazy(() => import('./measure/ResultsPage.tsx'), 'ResultsPage') },
  { path: 'studies/$study/results/trend', component: lazy(() => import('./measure/TrendPage.tsx'), 'TrendPage') },
  { path: 'studies/$study/results/workbench', component: lazy(() => import('./measure/workbench/WorkbenchPage.tsx'), 'WorkbenchPage') },
  { path: 'studies/$study/results/importance-performance', component: lazy(() => import('./measure/readings/ImportancePage.tsx'), 'ImportancePage') },
  { path: 'studies/$study/results/kano', component: lazy(() => import('./measure/readings/KanoPage.tsx'), 'KanoPage') },
  { path: 'studies/$study/results/confirmation', component: lazy(() => import('./measure/readings/ConfirmationPage.tsx'), 'ConfirmationPage') },
  { path: 'studies/$study/results/satisfaction', component: lazy(() => import('./measure/readings/SatisfactionPage.tsx'), 'SatisfactionPage') },
  { path: 'studies/$study/results/index-model', component: lazy(() => import('./measure/readings/IndexModelPage.tsx'), 'IndexModelPage') },
  { path: 'studies/$study/results/levels', component: lazy(() => import('./measure/readings/LevelsPage.tsx'), 'LevelsPage') },
  { path: 'studies/$study/results/outcome-process', component: lazy(() => import('./measure/readings/OutcomeProcessPage.tsx'), 'OutcomeProcessPage') },
  { path: 'studies/$study/results/blocks', component: lazy(() => import('./measure/readings/BlocksPage.tsx'), 'BlocksPage') },
  { path: 'studies/$study/results/side-by-side', component: lazy(() => import('./measure/readings/SideBySidePage.tsx'), 'SideBySidePage') },
  { path: 'studies/$study/results/periods', component: lazy(() => import('./measure/PeriodsPage.tsx'), 'PeriodsPage') },
  { path: 'studies/$study/results/ranking', component: lazy(() => import('./measure/RankingPage.tsx'), 'RankingPage') },
  { path: 'studies/$study/results/zone-movement', component: lazy(() => import('./measure/ZoneMovementPage.tsx'), 'ZoneMovementPage') },
  { path: 'boards/$board', component: lazy(() => import('./measure/boards/BoardPage.tsx'), 'BoardPage') },
]

const shared = createRoute({ getParentRoute: () => root, path: 'shared', component: lazy(() => import('./measure/sharing/SharedFrame.tsx'), 'SharedFrame'), errorComponent: LoneFailure })
const sharedViews = views.map(({ path, component }) => createRoute({ getParentRoute: () => shared, path, component }))

const measure = [
  ...views.map(({ path, component }) => createRoute({ getParentRoute: () => inOrganisation, path, component })),
  createRoute({ getParentRoute: () => inOrganisation, path: 'studies/$study/results/readings', component: lazy(() => import('./measure/readings/ReadingsPage.tsx'), 'ReadingsPage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'benchmark', component: lazy(() => import('./measure/BenchmarkPage.tsx'), 'BenchmarkPage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'studies/$study/statements', component: lazy(() => import('./measure/StatementsPage.tsx'), 'StatementsPage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'boards', component: lazy(() => import('./measure/boards/BoardsPage.tsx'), 'BoardsPage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'links', component: lazy(() => import('./measure/sharing/LinksPage.tsx'), 'LinksPage') }),
] as const

const settings = [
  createRoute({ getParentRoute: () => inOrganisation, path: 'settings', component: lazy(() => import('./access/OrganisationPage.tsx'), 'OrganisationPage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'settings/units', component: lazy(() => import('./people/UnitsPage.tsx'), 'UnitsPage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'settings/members', component: lazy(() => import('./access/MembersPage.tsx'), 'MembersPage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'settings/keys', component: lazy(() => import('./access/KeysPage.tsx'), 'KeysPage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'settings/mail', component: lazy(() => import('./listen/mail/MailSettingsPage.tsx'), 'MailSettingsPage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'settings/persons', component: lazy(() => import('./access/PersonsPage.tsx'), 'PersonsPage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'settings/audit', component: lazy(() => import('./access/AuditPage.tsx'), 'AuditPage') }),
  createRoute({ getParentRoute: () => inOrganisation, path: 'settings/unfinished', component: lazy(() => import('./access/UnfinishedPage.tsx'), 'UnfinishedPage') }),
]

const routeTree = root.addChildren([
  ...start,
  ...access,
  shared.addChildren(sharedViews),
  inOrganisation.addChildren([
    createRoute({
      getParentRoute: () => inOrganisation,
      path: '/',
      beforeLoad: ({ params }) => {
        throw redirect({ href: paths.studies(params.org), replace: true })
      },
    }),
    ...listen,
    ...measure,
    ...settings,
  ]),
])

export const router = createRouter({
  routeTree,
  parseSearch: readQuery,
  stringifySearch: writeQuery,
  scrollRestoration: true,
  defaultErrorComponent: Failure,
  defaultNotFoundComponent: NothingHere,
  defaultPendingComponent: PageSkeleton,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
