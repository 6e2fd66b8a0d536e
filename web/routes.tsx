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
import { createRootRoute, createRoute, createRouter, lazyRouteComponent as lazy, Outlet, redirect } from '@tanstack/react-router'
import { memberOf, toTheStart } from './access/entry.ts'
import { readQuery, writeQuery } from './kit/address.ts'
import { Failure, NothingHere } from './kit/frame/Failure.tsx'
import { Frame } from './kit/frame/Frame.tsx'
import { PageSkeleton } from './kit/Skeleton.tsx'
import { Toasts } from './kit/Toast.tsx'
import { paths } from './paths.ts'

const root = createRootRoute({
  component: () => (
    <>
      <Outlet />
      <Toasts />
    </>
  ),
})

const inOrganisation = createRoute({
  getParentRoute: () => root,
  path: 'o/$org',
  beforeLoad: ({ params, location }) => memberOf(params.org, location.href),
  component: Frame,
})

const start = [
  createRoute({ getParentRoute: () => root, path: '/', beforeLoad: toTheStart }),
  createRoute({ getParentRoute: () => root, path: 'kit', component: lazy(() => import('./kit/showcase/KitPage.tsx'), 'KitPage') }),
]

/** Pages of people, not of an organisation. */
const access = [] as const

const listen = [] as const

const measure = [] as const

const settings = [] as const

const routeTree = root.addChildren([
  ...start,
  ...access,
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
  defaultPreload: 'intent',
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
