/** What the server and the operations need to know of one operation of the contract; generated from `openapi/`. */
export interface OperationInfo {
  readonly operationId: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Path with parameters as `{botId}`. */
  readonly path: string
  /** Other paths that answer alike, with the same parameters (`x-aliases`). */
  readonly aliases?: readonly string[]
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
  /** How what was sent is read before it meets the schema. */
  readonly reading: Reading
}

/** Something about fields of the query and of the body, by their names. */
export interface ByPlace<Value> {
  readonly query: Readonly<Record<string, Value>>
  readonly body: Readonly<Record<string, Value>>
}

/** What JSON Schema has no word for, by field; made from the extensions of the contract. */
export interface Reading {
  /** Query parameters that hold a list, separated by commas. */
  readonly lists: readonly string[]
  /** Query parameters that hold JSON. */
  readonly json: readonly string[]
  /** `x-any-case`, `x-spellings`: a spelling in lower case, and what it is read as. */
  readonly spellings: ByPlace<Readonly<Record<string, string | boolean>>>
  /** `x-one-or-many`: a value that is no list is read as a list of one. */
  readonly oneOrMany: ByPlace<true>
  /** `x-alias-of`: the main name of the field. */
  readonly aliasOf: ByPlace<string>
  /** Greatest number, or greatest length of a list. */
  readonly maxima: ByPlace<number>
  /** `x-merge-query`: fields of the body may stand in the query; the body wins. */
  readonly mergeQuery: boolean
  /** `x-needed`: fields that must stand in the query or in the body. */
  readonly needed: readonly string[]
  /** `x-not-together`: groups of names of which a request may have one. */
  readonly notTogether: readonly (readonly string[])[]
  /** What stands inside of a value that has fields of its own, or of the items of a list; absent: it has none. */
  readonly within: ByPlace<NamesWithin>
  /** `x-ignores-others`: a list in the body; unless it is empty, all other fields of query and body are ignored (ruling R27). */
  readonly ignoresOthers?: string
}

/** Names that an object may have; with each those of its value, or true where that has no fields. */
export interface NamesWithin {
  readonly [name: string]: NamesWithin | true
}

/** A parameter, or a field of the body. */
export interface ParameterInfo {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'body'
  readonly required: boolean
}

/** `x-scope`: the scope names an app needs; `account` absent: there is no account-wide form. */
interface ScopeRule {
  readonly bot?: string
  readonly account?: string
}

/** `x-quota`: which bucket a call counts in. */
interface QuotaRule {
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
