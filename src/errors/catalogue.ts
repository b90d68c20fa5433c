import { own } from '../contract/own.ts'

/** One thing that can be wrong with what somebody told the mock. */
interface CatalogueEntry {
  /** What is wrong, what was found, what is allowed; in braces what differs from case to case. */
  readonly sentence: string
  /** What to do about it. */
  readonly advice: string
}

/**
 * Everything that the mock itself finds wrong: with scenario files, with the command line, with its admin API and with the
 * headers that steer one request. Each has a code that stands in answers, on stderr and in docs/errors.md, which is made
 * from this list. What the vendor refuses is not here: that is the contract's.
 */
export const catalogue = {
  // Scenario files and content packs
  KM_FILE_MISSING: {
    sentence: 'there is no such file',
    advice: 'Check the path; it is taken from the folder of the file that names it, else from the current one.',
  },
  KM_FILE_UNREADABLE: {
    sentence: 'cannot be read ({reason})',
    advice: 'Give a file that this user may read; a folder is none.',
  },
  KM_FILE_IS_FOLDER: { sentence: 'is a folder, not a file', advice: 'Name the file in it.' },
  KM_FILE_NOT_PLAIN: {
    sentence: 'is {kind}, not a file',
    advice: 'Write what comes from there into a file, and name that.',
  },
  KM_FILE_TOO_LARGE: {
    sentence: 'is larger than {limit} kB',
    advice: 'Check that it is the right file; what a scenario says fits into some kilobytes.',
  },
  KM_FILE_NOT_UTF8: { sentence: 'is not UTF-8 text; found {found}', advice: 'Save the file as UTF-8.' },
  KM_FILE_CONTROL_CHARACTER: {
    sentence: 'must be text; found the control character {found}',
    advice: 'Take it out; within double quotes it can be written as an escape.',
  },
  KM_YAML_INVALID: { sentence: 'not valid YAML: {reason}', advice: 'Mend the text at that line and column.' },
  KM_YAML_VERSION: {
    sentence: 'must be YAML 1.2; found {version}',
    advice: 'Take the line with `%YAML` out: in 1.1 words such as `no` and dates mean something else.',
  },
  KM_YAML_SEVERAL: {
    sentence: 'must be one document; found another one',
    advice: 'Take the line `---` out, or make a file of each.',
  },
  KM_YAML_TAG: {
    sentence: 'the tag {tag} means nothing here',
    advice: 'Take the tag out; those of plain data, such as `!!str`, may stay.',
  },
  KM_YAML_ALIAS_UNKNOWN: {
    sentence: '*{name} is an alias of nothing: there is no &{name} before it',
    advice: 'Put the anchor before the alias, or write a text that begins with * in quotes.',
  },
  KM_YAML_ALIAS_CIRCLE: {
    sentence: '*{name} stands in &{name}, which would have no end',
    advice: 'Put the alias outside of what it is an alias of.',
  },
  KM_YAML_ALIASES_MANY: {
    sentence: 'is repeated by aliases to more than {limit} values',
    advice: 'Repeat less: what holds for all bots can be said once, under `everyBot`.',
  },
  KM_YAML_LONG: {
    sentence: 'is made of more than {limit} names, values, signs and line ends',
    advice: 'Check that it is the right file; what is the same for several bots can be said once, under `everyBot`.',
  },
  KM_YAML_KEY: {
    sentence: 'a setting must have a text as its name',
    advice: 'Give it a name, in quotes where it begins with a sign that YAML uses.',
  },
  KM_YAML_MERGE: {
    sentence: '<< takes a mapping, or a list of them',
    advice: 'Give it an alias of a mapping, as `<<: *name`.',
  },
  KM_DATA_DEEP: {
    sentence: 'is nested deeper than {limit} levels',
    advice: 'Look for a bracket too many; the deepest setting there is has nine levels.',
  },
  KM_DATA_NOT_PLAIN: {
    sentence: 'must be plain data, as a YAML file has them; found {found}',
    advice: 'Give texts, numbers, true or false, null, lists and objects of these; an instant as its ISO text.',
  },
  KM_TEXT_HALF_SURROGATE: {
    sentence: 'must be text that UTF-8 can say; found half a surrogate pair in {found}',
    advice: 'Write the character itself, or both halves of its escape.',
  },
  KM_NUMBER_NOT_FINITE: { sentence: 'must be a finite number; found {found}', advice: 'Give a number with an end.' },
  KM_SETTING_TWICE: {
    sentence: '"{name}" is there twice',
    advice: 'Take one of the two out, or put what they say together.',
  },
  KM_PROBLEMS_MORE: { sentence: 'and {count} more', advice: 'Mend those shown first: many are often one.' },
  KM_SCENARIO_FAILED: {
    sentence: 'no world can be made of it: {reason}',
    advice: 'This is a fault of the mock: the file should have been refused with the place. Report it.',
  },
  KM_FILE_NOT_A_MAPPING: {
    sentence: 'must be a mapping of settings, such as `bots:`',
    advice: 'Begin the file with the name of a setting; docs/scenarios.md lists them.',
  },
  KM_SETTING_UNKNOWN: {
    sentence: 'is not a setting{hint}; allowed here: {allowed}',
    advice: 'Use one of the names listed, or take the line out.',
  },
  KM_SETTING_MISSING: { sentence: 'needs {needed}', advice: 'Add it.' },
  KM_SETTING_WRONG: { sentence: '{must}; found {found}', advice: 'Give a value of the kind that is named.' },
  KM_SETTING_EMPTY: { sentence: 'must not be empty', advice: 'Say at least one thing, or take the setting out.' },
  KM_SETTING_NO_FORM: {
    sentence: 'is none of the forms allowed here (see scenarios/scenario.schema.yaml); found {found}',
    advice: 'Compare it with the schema, or with a shipped scenario that has the setting.',
  },
  KM_SCENARIO_UNKNOWN: {
    sentence:
      'there is no scenario "{asked}"{hint}; the names are {known}, anything else is given as a path such as ./my.yaml',
    advice: 'Use one of the names, or a path with a slash or a dot in it.',
  },
  KM_SCENARIO_NO_FILE: {
    sentence: 'names the file {file}, which a text that was sent may not read',
    advice:
      'Name a shipped scenario, or a file that the mock was started with; what builds on other files is a file for --scenario.',
  },
  KM_STORY_UNKNOWN: {
    sentence:
      'there is no story "{asked}"{hint}; the names are {known}, anything else is given as a path such as ./my.yaml',
    advice: 'Use one of the names, or a path with a slash or a dot in it.',
  },
  KM_STORY_BRACE: {
    sentence: 'between braces must be the word bot, a day or a time{hint}; found "{found}"',
    advice:
      'Give `bot`, which is the first of the scenario, or a day or a time by the clock: `-5d`, `yesterday`, `today 09:00`.',
  },
  KM_EXTENDS_CIRCLE: {
    sentence: 'goes in a circle: {lower}',
    advice: 'Let the lowest file of the chain extend `default`, or nothing.',
  },
  KM_DAY_INVALID: {
    sentence: 'must be a day of the calendar; found "{found}"',
    advice: 'Give a date that exists, as 2026-03-01, or an instant, as 2026-03-01T09:00:00Z.',
  },
  KM_MOMENT_UNKNOWN: {
    sentence: 'is no day and no time{hint}; found "{found}"',
    advice:
      'Give a date, an instant, or one by the clock: `-5d`, `-3h`, `yesterday`, `today 09:00`, `last tuesday 14:00`, `next monday`.',
  },
  KM_DAY_WITH_TIME: { sentence: 'must be a day; found "{found}"', advice: 'Leave the time of day out.' },
  KM_NOW_TOO_FAR: {
    sentence: 'must lie {range}; found "{found}"',
    advice: 'Let the clock stand at an instant of that range.',
  },
  KM_ZONE_UNKNOWN: {
    sentence: 'must be an IANA time zone such as Europe/Berlin; found "{found}"{hint}',
    advice: 'Use a name of the IANA list.',
  },
  KM_RANGE_UPSIDE_DOWN: { sentence: 'must be after {from}; found {to}', advice: 'Swap the two, or mend one.' },
  KM_WEIGHTS_ALL_ZERO: { sentence: 'must have at least one weight above 0', advice: 'Give one of them a weight.' },
  KM_NAME_OF_DOTS: {
    sentence: '"{name}" cannot stand in a path: clients take it for the folder it is in, or the one above',
    advice: 'Give it a name with a letter or a digit.',
  },
  KM_NAME_TWICE: { sentence: '"{name}" is there twice', advice: 'Rename one of the two.' },
  KM_EXACT_UPSIDE_DOWN: { sentence: 'must not end before it begins; found {found}', advice: 'Swap the two bounds.' },
  KM_EXACT_OVERLAP: {
    sentence: 'overlaps another exact stretch',
    advice: 'Let each stretch of `exactly` begin after the one before it has ended.',
  },
  KM_EXACT_TOO_SHORT: {
    sentence: 'is too short for {count} sessions: one a millisecond at most',
    advice: 'Make the stretch longer, or the number smaller.',
  },
  KM_TOO_MANY_ITEMS: {
    sentence:
      'have {found} events, exact stretches, pins and people, those of `everyBot` counted for each; a machine bears at most {most}',
    advice: 'Say them of the bots that need them, or name fewer bots.',
  },
  KM_TOO_MANY_SESSIONS: {
    sentence: 'makes {found} sessions {when}; a machine bears at most {most}',
    advice:
      'Lower `perDay`, the `times` of an event or `exactly`, or make the stretch shorter; docs/limits.md says what was measured.',
  },
  KM_PIN_TOO_EARLY: {
    sentence: "pin {number} starts before the bot's first day, {since}",
    advice: 'Set `since` to an earlier day, or move the pin.',
  },
  KM_PIN_SPAN: {
    sentence: 'must be at or after start_time and at most {hours} hours later; found {end} for {start}',
    advice: 'Shorten the session.',
  },
  KM_PIN_AGENT_NOT_INTERACTIVE: {
    sentence: 'an agent session is interactive: the user asked for a human',
    advice: 'Leave `sessionType` out, or choose another `containmentType`.',
  },
  KM_PIN_NOT_AGENT: {
    sentence: 'belongs to a session that is pinned as {containment}; it must be agent',
    advice: 'Pin that session as `containmentType: agent`, or name another.',
  },
  KM_PIN_SECOND_CONVERSATION: {
    sentence: 'its session has one already',
    advice: 'Give each session one conversation.',
  },
  KM_PACK_UNKNOWN: {
    sentence: 'there is no content pack "{industry}"{hint}; there are {known}',
    advice: 'Use an industry that is shipped, or name your pack under `packs`.',
  },
  KM_LANGUAGE_WITHOUT_WORDS: {
    sentence: 'the content pack "{industry}" has no words in {language}{hint}; it has words in {known}',
    advice: 'Use a language that it has, or give it a file of words (docs/scenarios.md, Content packs).',
  },
  KM_PACK_TEXT: {
    sentence: '{reason}',
    advice: 'Mend it; docs/scenarios.md and the schemas in scenarios/packs/ say what a pack and its words may hold.',
  },
  KM_APP_INCOMPLETE: { sentence: 'needs `clientId` and `clientSecret`', advice: 'Give both.' },
  KM_APP_WITHOUT_BOT: {
    sentence: 'must name at least one bot: the app is bot-scoped',
    advice: 'Name its bots, or make it `kind: account`.',
  },
  KM_CLIENT_ID_TWICE: {
    sentence: 'is the client id of `{other}` too',
    advice: 'Give each app a client id of its own.',
  },
  KM_QUOTA_UNLIMITED: { sentence: 'needs `perMinute` or `perHour`', advice: 'Give at least one of them.' },
  KM_NAME_UNKNOWN: {
    sentence: 'must be one of {known}; found "{found}"{hint}',
    advice: 'Use one of the names listed.',
  },
  KM_WIDGET_QUERY: {
    sentence: '{reason}',
    advice: 'Mend the clause; docs/scenarios.md describes what a widget can ask.',
  },
  KM_WORLD_CONTRADICTS: { sentence: '{reason}', advice: 'Mend one of the two settings that are named.' },

  // The command
  KM_FLAG_UNKNOWN: {
    sentence: 'unknown flag {flag}{hint}; allowed: {allowed}',
    advice: 'Use a flag of the list; `--help` behind the command explains each.',
  },
  KM_FLAG_NEEDS_VALUE: {
    sentence: '{flag} needs a value: {value}',
    advice: 'Give the value after the flag, or as `--flag=value`.',
  },
  KM_FLAG_TAKES_NO_VALUE: { sentence: '{flag} takes no value; got "{found}"', advice: 'Leave the value out.' },
  KM_FLAG_WRONG: {
    sentence: '{name} must be {allowed}; got "{found}"',
    advice: 'Give a value of that kind, to the flag or to its environment twin.',
  },
  KM_OUT_WRONG: {
    sentence: '{name}: nothing can be written to {found} ({reason})',
    advice: 'Name a place where this user may write; folders above a file must be there.',
  },
  KM_COMMAND_NOT_RUN: {
    sentence: 'judge: the command cannot be run: {reason}',
    advice: 'Name a program and its arguments behind `--`, each by itself: `kore-mock judge -- python3 exporter.py`.',
  },
  KM_FLAG_EMPTY: { sentence: '{name} must not be empty', advice: 'Give it a value, or leave it out.' },
  KM_VARIABLE_UNKNOWN: {
    sentence: 'the variable {variable} means nothing here{hint}',
    advice: 'Rename it or take it away; every flag has a variable, `KORE_MOCK_` and its name.',
  },
  KM_VARIABLE_UNHEEDED: {
    sentence: 'the variable {variable} is not heeded by {command}: {reason}',
    advice: 'Take it away, or use `kore-mock serve`.',
  },
  KM_COMMAND_UNKNOWN: {
    sentence: 'unknown command "{command}"{hint}; allowed: {allowed}',
    advice: 'Use one of them; `kore-mock help` says what each is for.',
  },
  KM_ARGUMENT_UNEXPECTED: { sentence: 'unexpected "{argument}"; see {help}', advice: 'Take it out.' },
  KM_ARGUMENT_MISSING: { sentence: '{usage}', advice: 'Call it as shown.' },
  KM_ARGUMENT_WRONG: { sentence: '{reason}', advice: 'Mend the argument that is named.' },
  KM_FLAGS_EXCLUDE: {
    sentence: '{one} and {other} exclude each other',
    advice: 'Leave one of them out, as a flag and as a variable.',
  },
  KM_TOKEN_FILE: {
    sentence: '--admin-token-file {file}: {reason}',
    advice: 'Name a file that this user may read and that holds the token on one line.',
  },
  KM_FLAG_NEEDS: {
    sentence: '{flag} needs {other}',
    advice: 'Give both, as flags or as variables, or neither.',
  },
  KM_TLS_FILE: {
    sentence: '{flag} {file}: {reason}',
    advice: 'Name a PEM file that this user may read.',
  },
  KM_TLS_PAIR: {
    sentence: 'certificate and key for TLS: {reason}',
    advice:
      'Give the certificate (with those between it and its CA behind it) and its key as PEM; a key with a passphrase is not read.',
  },
  KM_TLS_CA_FOLDER: {
    sentence: 'the folder {dir} of the CA {reason}',
    advice:
      'Name a folder for kore-mock alone, or an empty one, or one that is not there. To have a new CA, delete ca.pem and ca-key.pem.',
  },
  KM_TLS_CA_NAME: {
    sentence: 'the CA in {dir} may not sign for {name}; it may for {names} and what lies under these',
    advice:
      'Delete ca.pem and ca-key.pem there, or name another folder: a CA that may is made then, and has to be trusted anew.',
  },
  KM_TLS_PLAIN: {
    sentence: 'This port speaks HTTPS, and what came was not encrypted',
    advice: 'Call it by https://, or start the mock without --tls.',
  },
  KM_PROXY_PORT: {
    sentence:
      'the proxy cannot listen on port {port} of {host}: {reason}; choose another with --proxy-port, or 0 for a free one',
    advice: 'Choose another with --proxy-port, or 0 for a free one.',
  },
  KM_PROXY_SAME_PORT: {
    sentence: '--proxy-port must be another than that of the mock itself, {port}; 0 is a free one',
    advice: 'Give the proxy a port of its own.',
  },
  KM_PROXY_WORKERS: {
    sentence: '--proxy-port cannot be had with --workers {workers}',
    advice: 'Leave one of them out: one process is enough for clients of a proxy.',
  },
  KM_PROXY_HOST: {
    sentence: 'This proxy answers {hosts} itself and sends nothing on; found {host}',
    advice: 'Name a further host with --proxy-host, or keep the client from asking the proxy for it (NO_PROXY).',
  },
  KM_PROXY_TARGET: {
    sentence: 'This is the port of a proxy, and the request names no server',
    advice: 'Give it to a client as its proxy (HTTPS_PROXY, HTTP_PROXY); the mock itself listens on another port.',
  },
  KM_PORT_IN_USE: {
    sentence: 'port {port} on {host} is in use; choose another with --port, or 0 for a free one',
    advice: 'End what listens there, or choose another port.',
  },
  KM_PORT_FORBIDDEN: {
    sentence: 'port {port} on {host} is not allowed for this user; choose another with --port',
    advice: 'Ports below 1024 are for root on most systems.',
  },
  KM_HOST_NOT_HERE: {
    sentence: '{host} is not an address of this machine; see --host',
    advice: 'Use 127.0.0.1, or 0.0.0.0 for all addresses.',
  },
  KM_LISTEN_FAILED: {
    sentence: '{reason}',
    advice: 'It is the operating system that refuses; its word stands in the sentence.',
  },
  KM_STDIN_ENDS: {
    sentence:
      '--end-with-parent needs a stdin that stays open as long as the process that starts the mock: a pipe or a terminal; this one is a file or /dev/null',
    advice: "Give it a pipe (`stdio: ['pipe', ...]`, `stdin=subprocess.PIPE`, `docker run -i`), or leave the flag out.",
  },
  KM_STORE_LOST: {
    sentence: 'the store that replicas share does not answer, or what is in force here is not known ({reason})',
    advice: 'Ask again after `Retry-After`; where it lasts, look after the store of `--store`. See docs/scale.md.',
  },
  KM_STORE_UNREACHED: {
    sentence: 'the store at {place} cannot be used ({reason})',
    advice:
      'Start Valkey 7.2 or Redis 7, or later, there, and check address, user, password and database of `--store`.',
  },
  KM_STORE_OTHER: {
    sentence: 'the store at {place} is in use by replicas of another kind: {found}; this one is {own}',
    advice: 'End these first, start this one as they were started, or give it a `--store-prefix` of its own.',
  },
  KM_WORKERS_END: {
    sentence: 'workers end as soon as they begin: {reason}',
    advice: 'Start it with `--workers 1` and `--log-level debug` to see why.',
  },

  KM_EXPORT_KIND: {
    sentence: 'export needs one kind of rows: {allowed}; found {found}{hint}',
    advice: 'Call it as `kore-mock export sessions --from 2026-02-01 --to 2026-02-28`.',
  },
  KM_EXPORT_RANGE: {
    sentence: '{reason}',
    advice: 'Give two days or instants of which the first is not after the second, such as 2026-02-01 and 2026-02-28.',
  },
  KM_EXPORT_BOT: {
    sentence: '--bot must be all, or a bot of the scenario{known}; found "{found}"{hint}',
    advice: 'Use an id that is named, or leave the flag out for all of them.',
  },
  KM_EXPORT_INCLUDE: {
    sentence: '--include {found}: rows of {kind} have nothing of that name{hint}; allowed: {allowed}',
    advice: 'Use a name that is listed, or leave it out.',
  },
  KM_EXPORT_TERMINAL: {
    sentence: '{what} is not for a terminal',
    advice: 'Name a file with --out, or send it on through a pipe.',
  },
  KM_EXPORT_FILE: {
    sentence: '--out {file}: {reason}',
    advice:
      'Name a file in a folder that is there, that this user may write and that has room. A file of that name is replaced when all is written.',
  },
  KM_EXPORT_STDOUT: {
    sentence: 'stdout: {reason}',
    advice: 'See that whatever reads it, or the disk behind it, takes more.',
  },

  // Headers that steer one request
  KM_STEER_SCENARIO: {
    sentence: 'There is no scenario "{asked}"; known: {known}',
    advice: 'Name a shipped scenario, or the one that the mock was started with.',
  },
  KM_STEER_DELAY: {
    sentence: 'X-Mock-Delay: "{found}" is not a whole number of milliseconds from 0 to {most}',
    advice: 'Send a number of these; what a fault holds back can wait longer.',
  },
  KM_STEER_CODE: {
    sentence: 'Prefer: code={code} is no status that is documented for {operation}',
    advice: 'Ask for a status that the contract has for the operation.',
  },

  // The admin API
  KM_ADMIN_INVALID: {
    sentence: 'Validation errors/ Invalid arguments',
    advice: 'Mend what stands in `error`, each with its place.',
  },
  KM_ADMIN_LOCAL: {
    sentence: 'The admin API answers to this machine only; start the mock with --admin-token to open it',
    advice: 'Call it from the same machine, or set a token and send it.',
  },
  KM_ADMIN_TOKEN: {
    sentence: 'The admin API wants its token in X-Admin-Token, or in Authorization after the word Bearer',
    advice: 'Send the token that the mock was started with.',
  },
  KM_ADMIN_HOST: {
    sentence:
      'This mock is called by another name than its own; its admin API and its pages answer to localhost and to the names that --allow-host gives',
    advice:
      'Call it as localhost or 127.0.0.1, or start it with `--allow-host NAME`: a page on the web can make a name of its own lead here.',
  },
  KM_ADMIN_ORIGIN: {
    sentence: 'The admin API and the pages of this mock are not for pages of other origins',
    advice: "Call it from a program, such as a test runner or curl, or from the mock's own pages.",
  },
  KM_ADMIN_MEDIA: {
    sentence: 'The admin API takes bodies of application/json only',
    advice: 'Send `Content-Type: application/json`.',
  },
  KM_ADMIN_PATH_TOO_LONG: { sentence: 'URI Too Long', advice: 'Ask by a shorter id, such as that of the entry.' },
  KM_ADMIN_PATH: { sentence: 'Not Found', advice: 'Look the call up under /docs; the nearest one is named.' },
  KM_ADMIN_VERB: { sentence: 'Method Not Allowed', advice: 'Use the verb that is named.' },
  KM_ADMIN_NO_ENTRY: { sentence: 'Not Found', advice: 'List the journal: what was dropped for room is gone.' },
  KM_ADMIN_NO_FAULT: { sentence: 'Not Found', advice: 'List the faults; those of the scenario stay.' },
  KM_ADMIN_NO_OPERATION: {
    sentence: 'There is no operation {asked}; known: {known}',
    advice: 'Use an operationId of the contract.',
  },
  KM_ADMIN_NO_APP: {
    sentence: 'There is no app {asked}; known: {known}',
    advice: 'Name an app of the scenario, or its client id.',
  },
  KM_ADMIN_NO_BOT: { sentence: 'Invalid StreamId', advice: 'Ask without botId to see the bots that are named.' },
  KM_ADMIN_NO_SESSION: {
    sentence: 'There is no such session',
    advice: 'Take a sessionId of getSessions, of the same bot; what starts later than the clock says is not there yet.',
  },
  KM_ADMIN_DESK_RANGE: {
    sentence: 'The range must have its begin before its end, and {days} days at most',
    advice: 'Send `from` and `to` as instants, or neither for the last 24 hours.',
  },
  KM_ADMIN_RANGE: { sentence: 'The range ends before it begins', advice: 'Send `from` and `to` as days or instants.' },
  KM_ADMIN_NO_TRUTH: { sentence: 'The truth of no such list is known', advice: 'Ask for one of those that are named.' },
  KM_ADMIN_EVERY: {
    sentence: 'Nobody can ask again after no time at all',
    advice: 'Send `every` as an ISO duration, such as PT1H.',
  },
  KM_ADMIN_SCENARIO: {
    sentence: 'The text is no scenario',
    advice: 'Mend what stands in `error`, each with its place, line and column.',
  },
  KM_ADMIN_NO_STORY: {
    sentence: 'There is no story {asked}; known: {known}',
    advice: 'Take a name of `GET /__admin/stories`; a file of your own is given to `kore-mock demo`.',
  },
  KM_ADMIN_STORY: {
    sentence: 'The story cannot be told',
    advice: 'Mend the file of the story where `error` says.',
  },
  KM_ADMIN_DAYS: {
    sentence: '{reason}',
    advice: 'Send a range that begins before it ends, and is no longer than that.',
  },
  KM_ADMIN_WIDGET_LARGE: {
    sentence: '{reason}',
    advice: 'Choose fewer days, or group by something that has fewer values.',
  },
  KM_ADMIN_SWITCHES: {
    sentence: 'At most {most} bots can have a scenario of their own at a time, and that many have one',
    advice: 'Let some bots have the main scenario again, or reset the mock.',
  },
  KM_ADMIN_STREAMS: {
    sentence: 'At most {most} streams of events are open for {whom} at a time, and that many are',
    advice: 'End streams that nobody reads any more, then ask again.',
  },
  KM_ADMIN_CLOCK: { sentence: '{reason}', advice: 'Send an ISO instant as `now`, or an ISO duration as `advance`.' },
  KM_ADMIN_FAILED: {
    sentence: 'Internal Server Error',
    advice: 'This is a fault of the mock; what it says under `server` belongs into the report.',
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>

/** Code of something wrong, as it stands in answers and in docs/errors.md. */
export type ErrorCode = keyof typeof catalogue

type Holes<Text extends string> = Text extends `${string}{${infer Hole}}${infer Rest}` ? Hole | Holes<Rest> : never

/** What a sentence wants to know of the case. */
export type Details<Code extends ErrorCode> = {
  readonly [Hole in Holes<(typeof catalogue)[Code]['sentence']>]: string | number
}

/** Something wrong: its code and its sentence. */
export interface Said {
  readonly code: ErrorCode
  readonly message: string
}

/** The sentence of a code with the details of a case put in; one that is left out does not compile. */
export function say<Code extends ErrorCode>(code: Code, details: Details<Code>): Said {
  const values: Readonly<Record<string, string | number>> = details
  const message = catalogue[code].sentence.replace(/\{(\w+)\}/g, (_, hole: string) => String(own(values, hole)))
  return { code, message }
}

/** On one line, as it stands on stderr. */
export const lineOf = ({ message, code }: Said): string => `${message} [${code}]`
