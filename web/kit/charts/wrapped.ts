export * from '@gap5/contract/measure/charts/wrapped.ts'
