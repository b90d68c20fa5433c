/** What the server and the operations need to know of one operation of the contract; generated from `openapi/`. */
export interface OperationInfo {
  readonly operationId: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Path with parameters as `{botId}`. */
  readonly path: string
  /** Name of the path parameter that holds the bot id; absent: the operation is account-wide or has none. */
  readonly botParam?: string
  readonly scope?: ScopeRule
  readonly quota?: QuotaRule
  readonly dateRange?: DateRangeRule
  /** The list that pages: its property in the response. */
  readonly page?: PageRule
  readonly parameters: readonly ParameterInfo[]
  readonly hasBody: boolean
  /** Documented statuses, 200 included. */
  readonly statuses: readonly number[]
}

export interface ParameterInfo {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'body'
  readonly required: boolean
}

/** `x-scope`: the scope names an app needs; `account` absent: there is no account-wide form. */
export interface ScopeRule {
  readonly bot?: string
  readonly account?: string
}

/** `x-quota`: which bucket a call counts in. */
export interface QuotaRule {
  readonly bucket: string
  readonly per: 'bot' | 'account'
}

/** `x-date-range`: names of the bounds, where they are, how long the range may be. */
export interface DateRangeRule {
  readonly in: 'query' | 'body'
  readonly from: string
  readonly to: string
  readonly maxDays?: number
}

/** `x-page`: where the rows are, and which parameters move through them. */
export interface PageRule {
  readonly list: string
  readonly size: string
  readonly skip?: string
  readonly page?: string
  readonly order: 'ascending' | 'descending'
}

/** One thing wrong with a request: ruling R4. */
export interface Violation {
  /** Path such as `body.limit`, `query.start_date`, `headers.accountid`. */
  readonly property: string
  readonly message: string
}
