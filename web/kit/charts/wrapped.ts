export * from '@gap5/contract/charts/wrapped.ts'
