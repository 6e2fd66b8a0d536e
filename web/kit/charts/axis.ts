export * from '@gap5/contract/charts/axis.ts'
