/**
 * Generated from openapi/ by `npm run contract`; do not edit.
 * Requests are described as operations get them: validated, defaults filled in.
 */

export interface paths {
    "/__admin/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether it answers
         * @description Asks for no token. For start scripts and containers.
         */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether requests may come to it
         * @description Asks for no token. A mock by itself is ready as soon as it answers; a replica that shares a store (`--store`) is not while it does not reach that, or the store cannot count.
         */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is running
         * @description Version of the mock and of what it runs on.
         */
        get: operations["version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Back to the start
         * @description Empties the journal, removes faults, empties quotas, sets the clock back, undoes scenario switches and lets used token ids (`jti`) be used again; with `testId`, or with `X-Test-Id`, only what belongs to that test id.
         */
        post: operations["reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What clients sent and got, newest first
         * @description Entries that meet all given filters. `format=har` gives an HTTP archive, `format=pact` a Pact v4 contract of the good exchanges.
         */
        get: operations["listRequests"];
        put?: never;
        post?: never;
        /**
         * Forget what clients sent
         * @description Entries that meet all given filters, or all.
         */
        delete: operations["deleteRequests"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/requests/find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Entries that meet criteria
         * @description Equality and partial match on path, query, headers and body.
         */
        post: operations["findRequests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/requests/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * How many entries meet criteria
         * @description Criteria as for find.
         */
        post: operations["countRequests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/requests/unmatched": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Requests that no operation took
         * @description With the operation that each came nearest to, and why it is not that one.
         */
        get: operations["listUnmatched"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One exchange in full
         * @description By the id of its entry, or by its `X-Request-Id`.
         */
        get: operations["getRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/requests/{id}/correction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What would have been right
         * @description The valid request that comes nearest to one that was refused, from the contract alone: what breaks a rule becomes the nearest value that the
         *     rule allows, else one that works here, else it is left out. Each rule that was broken comes with its place in the description.
         */
        get: operations["correctRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The journal as it is written
         * @description Server-sent events named `exchange`, one for each exchange; the data of an event is an entry. `Last-Event-ID` gives those since then first. While files of the scenario are watched (`--watch`), an event named `scenario` says what became of an edit; its data are `{name, loaded, problems}`. With `--workers` or `--store` an event `process` says which process is `silent`, `back`, or ended with how many entries `lost`.
         */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/scenarios": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Scenarios that can be asked for
         * @description Their names and what they are for, the current one, and the bots that were switched.
         */
        get: operations["listScenarios"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/scenario": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The scenario that answers, as a text
         * @description YAML to look at and to begin an edit with. A file of one's own is not shown: its text extends it. With `name` another one that is shipped.
         */
        get: operations["showScenario"];
        /**
         * Answer from another scenario
         * @description By name, by a text of YAML, or that of a story: one of the three. It answers wherever nobody asked for another one. A text may build on shipped
         *     scenarios and on the files that the mock was started with, and on no other file; it is called after the scenario of the start, with `-edited` behind it.
         */
        put: operations["useScenario"];
        post?: never;
        /**
         * Answer from the scenario of the start again
         * @description As before another one was used.
         */
        delete: operations["useStartedScenario"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/scenario/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check the text of a scenario
         * @description As `kore-mock validate` does, and with `week` the last seven days that it makes. Nothing is changed.
         */
        post: operations["checkScenario"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/scenario/schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The JSON schema of scenarios
         * @description The one that they are checked by, for editors; `kore-mock schema` prints the same.
         */
        get: operations["showScenarioSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/stories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stories that the console can play
         * @description The one that was given to `kore-mock demo` first, then those that are shipped.
         */
        get: operations["listStories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/stories/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A story with its script
         * @description Days and times in it are resolved by the clock with which the mock started.
         */
        get: operations["showStory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/bots/{botId}/widget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try the query of a widget
         * @description Rows as the widget would have them, if it stood in a dashboard of the bot, over 366 days at most. What is wrong with its query is said by clause.
         */
        post: operations["tryWidget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/bots/{botId}/scenario": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a bot another scenario
         * @description By name; other bots keep theirs.
         */
        put: operations["setBotScenario"];
        post?: never;
        /**
         * Give a bot its own scenario back
         * @description The one the mock was started with.
         */
        delete: operations["clearBotScenario"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What time it is
         * @description In the world, for all or for one test id.
         */
        get: operations["getClock"];
        /**
         * Set, move, play or release the clock
         * @description One of the four fields; with `testId`, or with `X-Test-Id`, for that test id alone.
         */
        put: operations["setClock"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/faults": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Faults that are set
         * @description Those of the admin API and of the scenario.
         */
        get: operations["listFaults"];
        put?: never;
        /**
         * Let something go wrong
         * @description For the calls that match, a number of times or with a probability, until its time is over. With `X-Test-Id` for the calls of that test id, where `match` names none.
         */
        post: operations["addFault"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/faults/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take a fault away
         * @description By its id.
         */
        delete: operations["removeFault"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/quotas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How full the quotas are
         * @description Buckets that have counted a call.
         */
        get: operations["listQuotas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A signed token for an app
         * @description Good for an hour, unless something is to be wrong with it.
         */
        post: operations["makeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/world": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What can be asked for
         * @description Without `botId` the bots of the world; with it that bot with its dashboards, agents and counts.
         */
        get: operations["describeWorld"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/bots/{botId}/desk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What goes on where humans take over
         * @description Waits, service level, who is at work: what the vendor's APIs do not tell. A contact belongs to the range by its hand-over, and the
         *     present cuts it. Queues, hours and longest waits are of calls and chats; who writes an e-mail waits for hours as a rule.
         */
        get: operations["describeDesk"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/bots/{botId}/labels/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the messages of a session mean
         * @description Intent, slots and speech acts of each message that there is by now, oldest first. No API of the vendor tells them.
         */
        get: operations["labelSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/truth/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rows as they are in truth, with the instant at which each becomes visible
         * @description One row on each line, oldest first: `row` as its API gives it at last, `id`, `visibleAt`, and in `revisions` what its API puts right in it
         *     later, when its session is over. A session that is under way at the instant asked about is so here too. What a client should have stored
         *     at an instant are the rows that were visible when it asked last.
         */
        get: operations["tellTruth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/predict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many rows a client loses that asks now and then for what is new
         * @description The client asks for the first time `every` after the begin of the range, then again after each `every`, for the rows whose time lies between
         *     its last asking, less `lookback`, and the present (of conversations: on these days); and so on for as long as anything may come. Rows of the range count, those to come too.
         */
        get: operations["predictLosses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What clients did and left undone
         * @description Over the exchanges still in the journal.
         */
        get: operations["report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/memory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What it keeps
         * @description What the mock keeps in memory in order to be quick, and what it has to remember, by budget. The limits add up to that of
         *     `--memory`; the journal has bounds of its own. With `--workers` the figures are sums over all processes.
         */
        get: operations["describeMemory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/__admin/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Figures for Prometheus
         * @description Requests, refusals and times by operation and status, what is kept by budget, and figures of the process.
         */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Health: {
            /**
             * @description Always this.
             * @enum {string}
             */
            status: "ok";
        };
        /** @description What every refused request is answered with. */
        Refusal: {
            /** @description One entry in practice. */
            errors: {
                /** @description Sentence about what is wrong. */
                msg: string;
                /** @description The status, or 4002 for everything that concerns credentials. */
                code: number | string;
                /** @description Only where the mock itself refuses, and not as the vendor would, such as an unknown X-Mock-Scenario. docs/errors.md lists the codes. */
                mockCode?: string;
                /** @description Every single thing that is wrong with the request. */
                error?: {
                    /** @description Path to the faulty value. */
                    property: string;
                    /** @description What it must be and what was found. */
                    message: string;
                }[];
            }[];
        };
        Ready: {
            /**
             * @description Always this.
             * @enum {string}
             */
            status: "ready";
        };
        Version: {
            /** @description Name of the program. */
            name: string;
            /** @description Its version. */
            version: string;
            /** @description Version of Node. */
            node: string;
        };
        Reset: {
            /** @description Only what belongs to this test id. */
            testId?: string;
        };
        ResetDone: {
            /** @description What was set back. */
            reset: string[];
        };
        Violation: {
            /** @description Path to the faulty value. */
            property: string;
            /** @description What it must be and what was found. */
            message: string;
        };
        /** @description What the request named that its operation does not know, and ignores: parameters, fields of a body of at most 64 kB, a body where none is taken; the first ten. Not there: nothing. */
        UnknownNames: components["schemas"]["Violation"][];
        /** @description A line of the journal. */
        Entry: {
            /** @description Id of the entry. */
            id: string;
            /**
             * Format: date-time
             * @description Real time at which the request came.
             */
            at: string;
            /** @description Verb. */
            method: string;
            /** @description Path, without the query. */
            path: string;
            /** @description Operation that took it. */
            operationId: string | null;
            /** @description Bot asked for. */
            botId: string | null;
            /** @description App that asked. */
            clientId: string | null;
            /** @description `X-Test-Id` of the request. */
            testId: string | null;
            /** @description Status of the answer; 0 when there was none: a fault, or the end of the mock, closed the connection. */
            status: number;
            /** @description Bytes of the body of the answer, before they were packed, or cut by a fault; 0 when there was none. */
            bytes: number;
            /** @description Time until the answer was ready. */
            durationMs: number;
            /** @description What was wrong with the request. */
            violations: components["schemas"]["Violation"][];
            unknown?: components["schemas"]["UnknownNames"];
            /** @description Id of the fault that befell it. */
            fault: string | null;
            /** @description The replica that answered, where several share a store (`--store`). */
            replica?: string;
            /** @description Why the rest of the entry cannot be shown; not there: it can. */
            unreadable?: string;
        };
        /** @description With `--workers` or `--store`: exchanges that went with processes that ended before anybody had fetched them, or with a store that lost its data, the latest 100; absent: none. */
        LostEntries: {
            /** @description Id of the process, or the name of the replica. */
            process: number | string;
            /** @description Entries that are lost. */
            entries: number;
        }[];
        /** @description Entries of which it is not known whether they meet the criteria, as their bodies are more than is compared; not there: there is none. */
        Unsure: {
            /** @description Id of the entry. */
            id: string;
            /** @description What was too much. */
            why: string;
        }[];
        JournalPage: {
            /** @description Entries that match, on all pages. */
            total: number;
            /** @description Newest first. */
            requests: components["schemas"]["Entry"][];
            /** @description Entries left out at the beginning. */
            skip: number;
            /** @description Size of a page. */
            limit: number;
            /** @description What the journal had no room for any more. */
            dropped: {
                /** @description Entries. */
                entries: number;
                /** @description Their size. */
                bytes: number;
                lost?: components["schemas"]["LostEntries"];
            };
            unsure?: components["schemas"]["Unsure"];
        };
        Removed: {
            /** @description How many. */
            removed: number;
        };
        /** @description The text as it must be, or `{contains}`, or `{absent: true}`; compared with what the journal shows, secrets as `***`. */
        TextMatch: string | {
            /** @description A part of it. */
            contains?: string;
            /**
             * @description There must be none.
             * @enum {boolean}
             */
            absent?: true;
        };
        /**
         * @description `equals`: the same JSON. `contains`: a part of it: of objects the given properties, of lists the given items in any
         *     order; a text is looked for in the body as sent, secrets blanked (`***`). Of a long body the first part is compared, as text.
         */
        BodyMatch: {
            /** @description JSON. */
            equals?: unknown;
            /** @description JSON, or text. */
            contains?: unknown;
        };
        /** @description Criteria and a page. */
        Search: {
            /** @description Operation that took it. */
            operationId?: string;
            /** @description Bot asked for. */
            botId?: string;
            /** @description App that asked. */
            clientId?: string;
            /** @description `X-Test-Id` of the request. */
            testId?: string;
            /** @description Status of the answer, or a class such as `4xx`. */
            status?: string | number;
            /** @description Verb, in any case. */
            method?: string;
            path?: components["schemas"]["TextMatch"];
            /** @description Parameters by name. */
            query?: {
                [key: string]: components["schemas"]["TextMatch"];
            };
            /** @description Headers by name, in any case. */
            headers?: {
                [key: string]: components["schemas"]["TextMatch"];
            };
            body?: components["schemas"]["BodyMatch"];
            /**
             * @description Entries to leave out at the beginning.
             * @default 0
             */
            skip: number;
            /**
             * @description Most entries in one answer.
             * @default 100
             */
            limit: number;
        };
        /** @description All that is given must hold. */
        Criteria: {
            /** @description Operation that took it. */
            operationId?: string;
            /** @description Bot asked for. */
            botId?: string;
            /** @description App that asked. */
            clientId?: string;
            /** @description `X-Test-Id` of the request. */
            testId?: string;
            /** @description Status of the answer, or a class such as `4xx`. */
            status?: string | number;
            /** @description Verb, in any case. */
            method?: string;
            path?: components["schemas"]["TextMatch"];
            /** @description Parameters by name. */
            query?: {
                [key: string]: components["schemas"]["TextMatch"];
            };
            /** @description Headers by name, in any case. */
            headers?: {
                [key: string]: components["schemas"]["TextMatch"];
            };
            body?: components["schemas"]["BodyMatch"];
        };
        Count: {
            /** @description How many. */
            count: number;
            unsure?: components["schemas"]["Unsure"];
        };
        /** @description The operation that the request came closest to. */
        Nearest: {
            /** @description Its id. */
            operationId: string;
            /** @description Its verb. */
            method: string;
            /** @description Its path. */
            path: string;
            /** @description Why it is not that one, difference by difference. */
            why: string[];
        } | null;
        Unmatched: {
            /** @description Id of the entry. */
            id: string;
            /**
             * Format: date-time
             * @description Real time at which the request came.
             */
            at: string;
            /** @description Verb. */
            method: string;
            /** @description Path, without the query. */
            path: string;
            /** @description None, or the one whose path it has. */
            operationId: string | null;
            /** @description Bot asked for. */
            botId: string | null;
            /** @description App that asked. */
            clientId: string | null;
            /** @description `X-Test-Id` of the request. */
            testId: string | null;
            /** @description Status of the answer. */
            status: number;
            /** @description Bytes of the body of the answer, before they were packed, or cut by a fault; 0 when there was none. */
            bytes: number;
            /** @description Time until the answer was ready. */
            durationMs: number;
            /** @description What was wrong with the request. */
            violations: components["schemas"]["Violation"][];
            /** @description Id of the fault that befell it. */
            fault: string | null;
            /** @description The replica that answered, where several share a store (`--store`). */
            replica?: string;
            /** @description Why the rest of the entry cannot be shown; not there: it can. */
            unreadable?: string;
            nearest: components["schemas"]["Nearest"];
        };
        UnmatchedPage: {
            /** @description Requests, on all pages. */
            total: number;
            /** @description Newest first. */
            requests: components["schemas"]["Unmatched"][];
            /** @description Requests left out at the beginning. */
            skip: number;
            /** @description Size of a page. */
            limit: number;
            unsure?: components["schemas"]["Unsure"];
        };
        /** @description An exchange in full. */
        EntryDetails: {
            /** @description Id of the entry. */
            id: string;
            /**
             * Format: date-time
             * @description Real time at which the request came.
             */
            at: string;
            /** @description Verb. */
            method: string;
            /** @description Path, without the query. */
            path: string;
            /** @description Operation that took it. */
            operationId: string | null;
            /** @description Bot asked for. */
            botId: string | null;
            /** @description App that asked. */
            clientId: string | null;
            /** @description `X-Test-Id` of the request. */
            testId: string | null;
            /** @description Status of the answer; 0 when there was none: a fault, or the end of the mock, closed the connection. */
            status: number;
            /** @description Bytes of the body of the answer, before they were packed, or cut by a fault; 0 when there was none. */
            bytes: number;
            /** @description Time until the answer was ready. */
            durationMs: number;
            /** @description What was wrong with the request. */
            violations: components["schemas"]["Violation"][];
            unknown?: components["schemas"]["UnknownNames"];
            /** @description Id of the fault that befell it. */
            fault: string | null;
            /** @description The replica that answered, where several share a store (`--store`). */
            replica?: string;
            /** @description Why the rest of the entry cannot be shown; not there: it can. */
            unreadable?: string;
            /** @description `X-Request-Id`, sent or made. */
            requestId: string;
            /** @description Scenario that answered. */
            scenario: string;
            /**
             * Format: date-time
             * @description Clock of the world.
             */
            now: string;
            request: {
                /** @description Path and query. */
                url: string;
                /** @description Parameters as sent. */
                query: {
                    [key: string]: string | string[];
                };
                /** @description Headers as sent. */
                headers: {
                    [key: string]: string;
                };
                /** @description JSON, or text; null when there was none. Of more than 64 kB the first part, as text. */
                body: unknown;
                /** @description Bytes of the whole body; not there: all of it is shown. */
                bodyLength?: number;
            };
            response: {
                /** @description Status. */
                status: number;
                /** @description Headers. */
                headers: {
                    [key: string]: string;
                };
                /** @description JSON, or text; null when there was none. Of more than 256 kB the first part, as text. */
                body: unknown;
                /** @description Bytes of the whole body; not there: all of it is shown. */
                bodyLength?: number;
            };
        };
        /** @description What would have been right. */
        Correction: {
            /** @description Operation that took it, or that it came nearest to. */
            operationId: string | null;
            /** @description Where the reference of this mock shows that operation. */
            docs: string | null;
            /** @description The valid request; null where none is known, or it was right as it was. */
            request: {
                /** @description Verb. */
                method: string;
                /** @description Path and query. */
                url: string;
                /** @description Headers that the APIs look at, secrets blanked. */
                headers: {
                    [key: string]: string;
                };
                /** @description JSON; null: none. */
                body: unknown;
            } | null;
            /** @description What is otherwise in it. */
            corrections: {
                /** @description Path to the value, or `method`, `path`. */
                property: string;
                /** @description What was sent; not there: nothing. */
                from?: unknown;
                /** @description What is right; not there: nothing. */
                to?: unknown;
                /** @description The rule that it broke. */
                why: string;
            }[];
            /** @description What has to be done, where another request is not all: a quota, a fault. */
            advice: string | null;
            /** @description The rules that were broken. */
            rules: {
                /** @description Path to the faulty value. */
                property: string;
                /** @description What it must be and what was found. */
                message: string;
                /** @description Where the rule stands in `/openapi.json`; null where it is not of a schema. */
                pointer: string | null;
                /** @description What the description says of the value. */
                description: string | null;
                /** @description Where the rule comes from. */
                source: string | null;
            }[];
        };
        Scenarios: {
            /** @description The one the mock was started with. */
            current: string;
            /** @description Those that can be asked for. */
            scenarios: {
                /** @description Name. */
                name: string;
                /** @description What it is for. */
                description: string;
            }[];
            /** @description Scenario by bot id; of switched bots only. */
            bots: {
                [key: string]: string;
            };
        };
        ScenarioText: {
            /** @description Its name. */
            name: string;
            /** @description The one that the mock was started with. */
            started: string;
            /** @description Whether this is that one. */
            isStarted: boolean;
            /** @description What it is for. */
            description: string;
            /** @description It in YAML, or a text that extends it. */
            text: string;
        };
        /** @description One of these. */
        ScenarioChange: {
            /** @description Name of a scenario, never a path. */
            name?: string;
            /** @description A scenario in YAML. */
            text?: string;
            /** @description Name of a story whose scenario it is. */
            story?: string;
        };
        ScenarioQuestion: {
            /** @description A scenario in YAML. */
            text: string;
            /**
             * @description Whether its last seven days are wanted.
             * @default false
             */
            week: boolean;
        };
        ScenarioCheck: {
            /** @description Whether it can be used. */
            valid: boolean;
            /** @description What is wrong with it. */
            problems: {
                /** @description Where; empty for the whole text. */
                path: string;
                /** @description What was found, and what is allowed. */
                message: string;
                /** @description Its code, see docs/errors.md. */
                code: string;
                /** @description Line, from 1. */
                line?: number;
                /** @description Column, from 1. */
                column?: number;
                /** @description The file that it stands in where that is another one. */
                file?: string;
            }[];
            /** @description Days and times by the clock. */
            resolved: {
                /** @description Where. */
                path: string;
                /** @description What is written. */
                said: string;
                /** @description What it comes to. */
                value: string;
                /** @description The zone whose calendar counts. */
                zone: string;
            }[];
            /** @description The last seven days of its bots, today among them; empty unless they were asked for. */
            bots: {
                /** @description Its id. */
                id: string;
                /** @description Its name. */
                name: string;
                /** @description Its zone. */
                zone: string;
                /** @description By the calendar of the zone. */
                days: {
                    /**
                     * Format: date
                     * @description The day.
                     */
                    day: string;
                    /** @description Sessions that the bot finished. */
                    selfService: number;
                    /** @description Sessions that were handed over. */
                    agent: number;
                    /** @description Sessions that the customer left. */
                    dropOff: number;
                }[];
            }[];
            /** @description Whether bots were left out: those behind the sixth, and those of more than 20,000 sessions a day. */
            isCut: boolean;
        };
        /** @description A JSON schema. */
        JsonSchema: {
            [key: string]: unknown;
        };
        Stories: {
            /** @description The stories. */
            stories: {
                /** @description Name. */
                name: string;
                /** @description Title. */
                title: string;
                /** @description What it tells. */
                about: string;
                /** @description The kind of company. */
                industry: string | null;
                /** @description How many steps it has. */
                steps: number;
            }[];
        };
        Story: {
            /** @description Name. */
            name: string;
            /** @description Title. */
            title: string;
            /** @description What it tells. */
            about: string;
            /** @description The kind of company. */
            industry: string | null;
            /** @description Name of the scenario that it is told over. */
            scenario: string;
            /** @description Whether the mock answers from it. */
            isUsed: boolean;
            /** @description Seconds of the world for each second in which it plays. */
            speed: number;
            /** @description What is shown. */
            steps: {
                /** @description A few words. */
                title?: string;
                /** @description Address below /console/. */
                look: string;
                /** @description What is to be seen. */
                text: string;
                /**
                 * Format: date-time
                 * @description Where the clock is put.
                 */
                clock?: string;
                /** @description How long it is shown. */
                seconds: number;
            }[];
        };
        WidgetTry: {
            /** @description A widget as a scenario has it. */
            widget: {
                /** @description Name. */
                name: string;
                /** @description How it is drawn. */
                type: string;
                /**
                 * @description What is queried.
                 * @enum {string}
                 */
                dataSet: "Analytics" | "Messages" | "Sessions";
                /** @description Columns. */
                select: string;
                /** @description Conditions. */
                filterBy?: string;
                /** @description Columns that make a group. */
                groupBy?: string;
                /** @description Conditions on groups. */
                having?: string;
                /** @description Order. */
                sortBy?: string;
                /** @description Columns that name things. */
                dimensions?: string[];
                /** @description Columns that count them. */
                metrics?: string[];
                /** @description Columns that split a series. */
                overlay?: string[];
            };
            /**
             * Format: iso-day-or-time
             * @description Lower bound, a day or an instant, UTC.
             */
            startDate: string;
            /**
             * Format: iso-day-or-time
             * @description Upper bound, a day (to its end) or an instant, UTC.
             */
            endDate: string;
            /**
             * @description Most rows.
             * @default 50
             */
            limit: number;
        };
        /** @description A column of a widget. */
        WidgetColumn: {
            /** @description What is selected. */
            fieldName: string;
            /** @description Its heading. */
            displayName: string;
            /** @description `string`, `number` or `date`. */
            type: string;
        };
        /** @description A value for each column, under its alias or else its text. */
        WidgetRow: {
            [key: string]: string | number | null;
        };
        /** @description A widget with its definition and its rows. */
        WidgetData: {
            /** @description `wg-` and a UUID. */
            _id: string;
            /** @description Columns that split a series. */
            overlay: components["schemas"]["WidgetColumn"][];
            /** @description Name of the widget as asked for. */
            name: string;
            /** @description How it is drawn, such as `table`. */
            type: string;
            /** @description Its query. */
            sqlQuery: {
                /**
                 * @description What is queried.
                 * @enum {string}
                 */
                dataSet: "Analytics" | "Messages" | "Sessions";
                /** @description Columns as stored. */
                select: string;
                /** @description Conditions. */
                filterBy?: string;
                /** @description Columns that make a group. */
                groupBy?: string;
                /** @description Conditions on groups. */
                having?: string;
                /** @description Order. */
                sortBy?: string;
                /**
                 * Format: date-time
                 * @description Lower bound as used.
                 */
                startDate: string;
                /**
                 * Format: date-time
                 * @description Upper bound as used.
                 */
                endDate: string;
                /** @description The bot. */
                botId: string;
            };
            /** @description Columns that name things. */
            dimensions: components["schemas"]["WidgetColumn"][];
            /** @description Columns that count them. */
            metrics: components["schemas"]["WidgetColumn"][];
            /** @description Of a pivot only. */
            row: components["schemas"]["WidgetColumn"][];
            /** @description Colours and sizes. */
            properties: {
                [key: string]: unknown;
            };
            /** @description The outcome. */
            queryResponse: {
                /** @description Type of each column. */
                metaData: {
                    [key: string]: string;
                };
                /** @description The rows. */
                queryResponse: components["schemas"]["WidgetRow"][];
            };
        };
        ScenarioName: {
            /** @description Name of a scenario, never a path. */
            name: string;
        };
        BotScenario: {
            /** @description The bot. */
            botId: string;
            /** @description Its scenario. */
            name: string;
        };
        Clock: {
            /**
             * Format: date-time
             * @description Time in the world.
             */
            now: string;
            /**
             * @description Whether it is real time, stands still, runs beside real time, or plays: at another speed.
             * @enum {string}
             */
            mode: "real" | "frozen" | "offset" | "playing";
            /** @description Seconds of the world in one of real time; there while it plays. */
            rate?: number;
        };
        ClockChange: {
            /**
             * Format: instant
             * @description Stops the clock there, between 2000-01-01 and 2100-01-01.
             */
            now?: string;
            /**
             * Format: duration
             * @description Moves it by an ISO duration such as `PT1H`; `-PT1H` moves it back.
             */
            advance?: string;
            /**
             * @description Lets it run on real time.
             * @enum {string}
             */
            mode?: "real";
            /** @description Lets it run from where it is, so many times as fast as real time; 0 stops it there. */
            rate?: number;
        };
        /** @description Calls that it can befall; all that is given must hold. */
        FaultMatch: {
            /** @description Operation. */
            operationId?: string;
            /** @description Bot asked for. */
            botId?: string;
            /** @description App that asks. */
            clientId?: string;
            /** @description `X-Test-Id` of the call. */
            testId?: string;
            /** @description An `X-Test-Id` whose calls it leaves alone. */
            exceptTestId?: string;
            /** @description Headers and the values they must have. */
            header?: {
                [key: string]: string;
            };
        };
        FaultState: {
            /** @description Its id. */
            id: string;
            /**
             * @description Who set it.
             * @enum {string}
             */
            source: "admin" | "scenario";
            /** @description How often it has befallen a call. */
            taken: number;
            /** @description Real time at which it ends; null when it stays. */
            endsAt: string | null;
            match?: components["schemas"]["FaultMatch"];
            /** @description Matching calls that it lets pass first. */
            after?: number;
            /** @description How often at most. */
            times?: number;
            /** @description Share of matching calls. */
            probability?: number;
            /** @description Milliseconds it was set for. */
            ttlMs?: number;
            /** @description What it does. */
            fault: {
                [key: string]: unknown;
            };
        };
        Faults: {
            /** @description In the order in which they are tried. */
            faults: components["schemas"]["FaultState"][];
        };
        /** @description Milliseconds to wait. Fixed (`ms`), even between `min` and `max`, or lognormal (`median`, `sigma`). */
        Delay: {
            /**
             * @description How it is drawn.
             * @enum {string}
             */
            type: "fixed" | "uniform" | "lognormal";
            /** @description Of a fixed delay. */
            ms?: number;
            /** @description Of an even one; at most `max`. */
            min?: number;
            /** @description Of an even one. */
            max?: number;
            /** @description Of a lognormal one. */
            median?: number;
            /** @description Of a lognormal one. */
            sigma?: number;
        } & (unknown & unknown & unknown);
        /** @description One of these. */
        FaultAction: {
            /** @description Answered with this status, and its documented body where there is one. */
            status?: number;
            delay?: components["schemas"]["Delay"];
            /**
             * @description Closed with a reset, or without an answer.
             * @enum {string}
             */
            connection?: "reset" | "empty";
            /** @description One of these. */
            body?: {
                /** @description Cut at this fraction of its length. */
                truncateAt?: number;
                /**
                 * @description No JSON at all.
                 * @enum {boolean}
                 */
                garbage?: true;
                /** @description Sent bit by bit, over this many milliseconds. */
                dribbleMs?: number;
            };
            /**
             * @description A row arrives between two pages; or a page begins with the last row of the one before.
             * @enum {string}
             */
            page?: "shift" | "repeat-last";
        };
        Fault: {
            match?: components["schemas"]["FaultMatch"];
            /** @description Matching calls that it lets pass first. */
            after?: number;
            /** @description How often at most. */
            times?: number;
            /** @description Share of matching calls that it befalls. */
            probability?: number;
            /** @description Milliseconds after which it ends by itself. */
            ttlMs?: number;
            fault: components["schemas"]["FaultAction"];
        };
        /** @description A rolling window; null when it has no limit. */
        QuotaWindow: {
            /** @description Calls allowed. */
            limit: number;
            /** @description Calls counted. */
            used: number;
            /** @description When the next call can pass; null when it can now. */
            freeAt: string | null;
        } | null;
        Quotas: {
            /** @description Buckets that have counted a call. */
            quotas: {
                /** @description The API, by its `x-quota` name. */
                bucket: string;
                /** @description The bot; null when counted by account. */
                botId: string | null;
                /** @description The test id; null for calls without one. */
                testId: string | null;
                minute: components["schemas"]["QuotaWindow"];
                hour: components["schemas"]["QuotaWindow"];
            }[];
        };
        TokenRequest: {
            /** @description Name or client id of an app of the scenario. Without it the first. */
            app?: string;
            /** @description Scenario whose app it is; without it the one the mock was started with. */
            scenario?: string;
            /** @description Seconds until it expires, 3,600 unless said; null: never. */
            expiresIn?: number | null;
            /** @description Expired an hour ago. */
            expired?: boolean;
            /** @description Valid in an hour. */
            notYetValid?: boolean;
            /** @description Signed with another secret. */
            wrongSecret?: boolean;
            /**
             * @description Algorithm; HS256 unless said.
             * @enum {string}
             */
            algorithm?: "HS256" | "HS384" | "HS512" | "none";
            /** @description Scopes it may use at most. */
            scopes?: string[];
            /** @description It may use none. */
            missingScope?: boolean;
            /** @description Its id; true: a new one. */
            jti?: string | boolean;
            /** @description More claims, which win. */
            claims?: {
                [key: string]: unknown;
            };
        };
        Token: {
            /** @description For the header `auth`. */
            token: string;
        };
        WorldBot: {
            /** @description Its id. */
            id: string;
            /** @description Its name. */
            name: string;
            /** @description The scenario it answers from: its own where it was given one, else that of the mock. */
            scenario: string;
            /** @description What people talk about. */
            industry: string;
            /** @description Time zone of its people. */
            zone: string;
            /** @description First day. */
            since: string;
            /** @description Sessions expected on an average day. */
            perDay: number;
            /** @description Channels; in detail only, as all that follows. */
            channels?: string[];
            /** @description Languages. */
            languages?: string[];
            /** @description What widgets there are. */
            dashboards?: {
                /** @description Name of the dashboard. */
                name: string;
                /** @description Its widgets. */
                widgets: {
                    /** @description Name of the widget. */
                    name: string;
                    /** @description How it is drawn. */
                    type: string;
                    /** @description What it queries. */
                    dataSet: string;
                }[];
            }[];
            /** @description Names of its queues. */
            queues?: string[];
            /** @description Its human agents. */
            agents?: {
                /** @description Id. */
                agentId: string;
                /** @description Name. */
                name: string;
                /** @description Queue. */
                queue: string;
            }[];
            /** @description How many there are of what up to now, such as `sessions` of the last 7 days. */
            counts?: {
                [key: string]: number;
            };
        };
        World: {
            /** @description Its scenario. */
            scenario: string;
            /** @description Its seed. */
            seed: string;
            /**
             * Format: date-time
             * @description Its time.
             */
            now: string;
            account: {
                /** @description Value for the header `accountId`. */
                id: string;
                /** @description Organisation. */
                orgId: string;
            };
            /** @description The apps of the scenario, for each of which there can be tokens. */
            apps: {
                /** @description Its name. */
                name: string;
                /** @description Its client id. */
                clientId: string;
                /**
                 * @description Whether it sees the whole account or some bots.
                 * @enum {string}
                 */
                kind: "account" | "bot";
            }[];
            /** @description All of them, or the one asked for. */
            bots: components["schemas"]["WorldBot"][];
        };
        Desk: {
            /**
             * Format: date-time
             * @description Begin of the range.
             */
            from: string;
            /**
             * Format: date-time
             * @description Its end; the present where more was asked for, the begin where that is still to come.
             */
            to: string;
            /**
             * Format: date-time
             * @description The present.
             */
            now: string;
            /** @description Seconds within which somebody is to be answered. */
            serviceSeconds: number;
            /** @description By medium, the busiest first. */
            mediums: {
                /**
                 * @description How people came.
                 * @enum {string}
                 */
                medium: "calls" | "chats" | "emails";
                /** @description Who was handed over. */
                offered: number;
                /** @description Those of them whom a human took. */
                answered: number;
                /** @description Those who left while they waited. */
                gaveUp: number;
                /** @description Those who came while nobody was there for them. */
                closed: number;
                /** @description Those who wait still. */
                waiting: number;
                /** @description Answered ones who waited no longer than `serviceSeconds`. */
                withinTarget: number;
                /** @description Seconds that the answered waited, the middle; null where there is none. */
                medianWait: number | null;
                /** @description Seconds below which nine of ten answered waited; null where there is none. */
                longWait: number | null;
            }[];
            /** @description By queue, the busiest first. */
            queues: {
                /** @description Name of the queue. */
                queueName: string;
                /** @description Who was handed over. */
                offered: number;
                /** @description Those of them whom a human took. */
                answered: number;
                /** @description Those who left while they waited. */
                gaveUp: number;
                /** @description Those who came while nobody was there for them. */
                closed: number;
                /** @description Those who wait still. */
                waiting: number;
                /** @description Answered ones who waited no longer than `serviceSeconds`. */
                withinTarget: number;
                /** @description Seconds that the answered waited, the middle; null where there is none. */
                medianWait: number | null;
                /** @description Seconds below which nine of ten answered waited; null where there is none. */
                longWait: number | null;
            }[];
            /** @description By hour (UTC), ascending; hours in which nobody was there and nobody came are left out. */
            hours: {
                /**
                 * Format: date-time
                 * @description Begin of the hour.
                 */
                start: string;
                /** @description Who was handed over. */
                offered: number;
                /** @description Those of them whom a human took. */
                answered: number;
                /** @description Those who left while they waited. */
                gaveUp: number;
                /** @description Those who came while nobody was there for them. */
                closed: number;
                /** @description Those who wait still. */
                waiting: number;
                /** @description Answered ones who waited no longer than `serviceSeconds`. */
                withinTarget: number;
                /** @description Seconds that the answered waited, the middle; null where there is none. */
                medianWait: number | null;
                /** @description Seconds below which nine of ten answered waited; null where there is none. */
                longWait: number | null;
                /** @description Seconds that all who were at work were there in it. */
                staffedSeconds: number;
                /** @description Seconds in which they had at least one contact. */
                busySeconds: number;
            }[];
            /** @description Who was at work in the range. */
            agents: {
                /** @description Id. */
                agentId: string;
                /** @description Name. */
                name: string;
                /** @description First of the agent's queues. */
                queue: string;
                /** @description Contacts taken. */
                conversations: number;
                /** @description Seconds with at least one contact. */
                busySeconds: number;
                /** @description Seconds at work without breaks. */
                workSeconds: number;
            }[];
            /** @description Of calls and chats, the longest first. */
            longestWaits: {
                /** @description The session. */
                sessionId: string;
                /** @description Name of the queue. */
                queueName: string;
                /**
                 * @description How the person came.
                 * @enum {string}
                 */
                medium: "calls" | "chats" | "emails";
                /**
                 * Format: date-time
                 * @description When the bot handed over.
                 */
                arrival: string;
                /** @description Seconds, so far where it is not over. */
                waitSeconds: number;
                /** @description Whether a human took it. */
                isAnswered: boolean;
            }[];
            /** @description Who is at work now. */
            onShift: {
                /** @description Id. */
                agentId: string;
                /** @description Name. */
                name: string;
                /** @description First of the agent's queues. */
                queue: string;
                /**
                 * Format: date-time
                 * @description Begin of the shift.
                 */
                begin: string;
                /**
                 * Format: date-time
                 * @description End of the shift.
                 */
                end: string;
                /** @description Contacts at the moment. */
                serving: number;
                /** @description Whether a break is due and there is no contact to finish. */
                isOnBreak: boolean;
            }[];
        };
        Labels: {
            /** @description One for each message, oldest first. */
            labels: {
                /** @description `_id` of the message in getMessages. */
                messageId: string;
                /**
                 * Format: date-time
                 * @description When.
                 */
                createdOn: string;
                /**
                 * @description Who said it.
                 * @enum {string}
                 */
                side: "bot" | "customer" | "agent";
                /** @description The words. */
                text: string;
                /** @description What the message does. */
                acts: string[];
                /** @description Name of the task it is about; absent where it is about none. */
                intent?: string;
                /** @description Values that it names. */
                slots: {
                    /** @description Name. */
                    name: string;
                    /** @description Value. */
                    value: string;
                    /** @description Where it begins in the text, in UTF-16 units. */
                    start: number;
                    /** @description Where it ends, exclusive. */
                    end: number;
                }[];
                /** @description How the customer feels in this session. */
                mood: string;
                /** @description Names of the coaching rules that fired upon it. */
                rules: string[];
            }[];
        };
        Prediction: {
            /**
             * @description The list.
             * @enum {string}
             */
            kind: "sessions" | "messages" | "conversations" | "segments";
            /** @description The bot. */
            botId: string;
            /** @description How often the client asks. */
            every: string;
            /** @description How far it looks back each time. */
            lookback: string;
            /** @description Rows of the range. */
            rows: number;
            /** @description Those of them that the client never gets. */
            lost: number;
            /** @description The least look-back with which it would lose none, in whole seconds. */
            lookbackNeeded: string;
        };
        /** @description What clients did, over the exchanges that the journal still has. */
        Report: {
            /** @description Exchanges looked at. */
            calls: number;
            /** @description What the journal had no room for any more, and the report therefore does not know. */
            dropped: {
                /** @description Entries. */
                entries: number;
                /** @description Their size. */
                bytes: number;
                lost?: components["schemas"]["LostEntries"];
            };
            /** @description Operations that were called and those that were not. */
            operations: {
                /** @description In the order of the contract. */
                used: {
                    /** @description Which. */
                    operationId: string;
                    /** @description How often. */
                    calls: number;
                    /** @description Of these answered with data. */
                    good: number;
                    /** @description Parameters and fields that were sent, such as `body.limit`. */
                    used: string[];
                    /** @description Those that never were. */
                    neverUsed: string[];
                }[];
                /** @description Operations. */
                neverUsed: string[];
            };
            /** @description Walks through pages that ended although the last answer said that there is more. */
            unreadPages: {
                /** @description Operation. */
                operationId: string;
                /** @description Bot. */
                botId: string | null;
                /** @description Pages that were read. */
                pagesRead: number;
                /** @description Entry of the last of them. */
                id: string;
            }[];
            /** @description Calls that came before the time that `Retry-After` had named. */
            retryAfterIgnored: {
                /** @description Entry of the call. */
                id: string;
                /** @description Entry of the answer that it did not heed. */
                after: string;
                /** @description Operation. */
                operationId: string;
                /** @description Milliseconds that the answer asked for. */
                asked: number;
                /** @description Milliseconds that went by, on the clock that moved more. */
                waited: number;
            }[];
            /** @description Ranges of dates longer than the operation allows. */
            rangesTooWide: {
                /** @description Entry of the call. */
                id: string;
                /** @description Operation. */
                operationId: string;
                /** @description The limit and what was asked for. */
                message: string;
            }[];
            /** @description Rules that were broken, the most frequent first; what a fault or `Prefer` refused is not counted. */
            refusals: {
                /** @description Status of the refusal. */
                status: number;
                /** @description Its sentence. */
                msg: string;
                /** @description Path to the faulty value; null when the refusal names none. */
                property: string | null;
                /** @description How often. */
                count: number;
                /** @description The latest entry that shows it. */
                id: string;
            }[];
            /** @description Names that operations did not know, and ignored, the most frequent first; up to a thousand. */
            unknown: {
                /** @description Operation. */
                operationId: string;
                /** @description Where the name stood, such as `body.tags.and[].nam`. */
                property: string;
                /** @description That it is not known, and what may have been meant. */
                message: string;
                /** @description How often. */
                count: number;
                /** @description The latest entry that shows it. */
                id: string;
            }[];
            /** @description Requests that no operation took. */
            unmatched: number;
            /** @description Exchanges that could not be read; not there when there was none. */
            unreadable?: {
                /** @description Entry of the exchange. */
                id: string;
                /** @description The reason. */
                why: string;
            }[];
        };
        Memory: {
            /** @description Bytes that all budgets may take together. */
            limit: number;
            /** @description Bytes that they hold. */
            bytes: number;
            /** @description What is kept, by kind. */
            budgets: {
                /** @description What it is for, such as `columns`, `rows`, `answers`. */
                name: string;
                /** @description Bytes that it may take; of `offload`, what the worker thread may. */
                limit: number;
                /** @description Bytes that it holds. */
                bytes: number;
                /** @description Things that it holds. */
                entries: number;
                /** @description Things that had to go because it was full, since start. */
                dropped: number;
            }[];
            /** @description The journal, which is counted beside the budgets. */
            journal: {
                /** @description Bytes that it may take. */
                limit: number;
                /** @description Bytes that it holds. */
                bytes: number;
                /** @description Exchanges that it may have. */
                entryLimit: number;
                /** @description Exchanges that it has. */
                entries: number;
                /** @description Exchanges that it had no room for any more. */
                dropped: number;
            };
            /** @description Processes of the mock; the figures are their sums. */
            processes: number;
            /** @description Bytes that the machine has given them, code and all. */
            residentBytes: number;
        };
    };
    responses: {
        /** @description The caller is on another machine, has not sent the token, is a page of another origin, or calls the mock by a name that is not its own. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errors": [
                 *         {
                 *           "msg": "The admin API answers to this machine only",
                 *           "code": 403
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description The store that replicas share does not answer. */
        Unready: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errors": [
                 *         {
                 *           "msg": "Service Unavailable",
                 *           "code": 503,
                 *           "mockCode": "KM_STORE_LOST",
                 *           "error": [
                 *             {
                 *               "property": "store",
                 *               "message": "the store that replicas share does not answer, or what is in force here is not known (connection refused)"
                 *             }
                 *           ]
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description The request does not meet the schema; every fault is listed. */
        Invalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errors": [
                 *         {
                 *           "msg": "Validation errors/ Invalid arguments",
                 *           "code": 412,
                 *           "error": [
                 *             {
                 *               "property": "body.times",
                 *               "message": "must be at least 1; found 0"
                 *             }
                 *           ]
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description The body is of another type than application/json. */
        MediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errors": [
                 *         {
                 *           "msg": "The admin API takes bodies of application/json only",
                 *           "code": 415,
                 *           "mockCode": "KM_ADMIN_MEDIA",
                 *           "error": [
                 *             {
                 *               "property": "headers.content-type",
                 *               "message": "must be application/json, with no charset but utf-8; found \"text/plain\""
                 *             }
                 *           ]
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description Something of that name does not exist, or fields exclude each other. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errors": [
                 *         {
                 *           "msg": "There is no scenario \"x\"; known: default, empty",
                 *           "code": 400
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description There is nothing with that id. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errors": [
                 *         {
                 *           "msg": "Not Found",
                 *           "code": 404
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description Too many answers that take long are waited for, too many streams are open, or the mock is ending. */
        Unavailable: {
            headers: {
                /** @description Seconds after which there may be room. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errors": [
                 *         {
                 *           "msg": "Service Unavailable",
                 *           "code": 503,
                 *           "error": [
                 *             {
                 *               "property": "server",
                 *               "message": "256 requests that take long are waiting already; ask again in 2 s, or for shorter ranges"
                 *             }
                 *           ]
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It answers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            403: components["responses"]["Forbidden"];
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is ready. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ready"
                     *     }
                     */
                    "application/json": components["schemas"]["Ready"];
                };
            };
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unready"];
        };
    };
    version: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Versions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "kore-mock",
                     *       "version": "0.1.0",
                     *       "node": "v24.0.0"
                     *     }
                     */
                    "application/json": components["schemas"]["Version"];
                };
            };
            403: components["responses"]["Forbidden"];
        };
    };
    reset: {
        parameters: {
            query?: {
                /** @description Only what has this `X-Test-Id`. */
                testId?: string;
            };
            header?: {
                /** @description The same as `testId`, which wins where both are sent; empty, or with `--no-control`, it is not looked at. */
                "x-test-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "testId": "checkout-1"
                 *     }
                 */
                "application/json": components["schemas"]["Reset"];
            };
        };
        responses: {
            /** @description What was set back. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "reset": [
                     *         "journal",
                     *         "faults",
                     *         "quotas",
                     *         "clock",
                     *         "scenarios",
                     *         "tokenIds"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ResetDone"];
                };
            };
            403: components["responses"]["Forbidden"];
            412: components["responses"]["Invalid"];
            415: components["responses"]["MediaType"];
        };
    };
    listRequests: {
        parameters: {
            query: {
                /** @description Entries of this operation. */
                operationId?: string;
                /** @description Entries of this bot. */
                botId?: string;
                /** @description Entries of the app with this client id. */
                clientId?: string;
                /** @description Only what has this `X-Test-Id`. */
                testId?: string;
                /** @description Leaves out what has this `X-Test-Id`. */
                exceptTestId?: string;
                /** @description Entries answered with this status, or with one of a class such as `4xx`. */
                status?: string;
                /** @description Entries to leave out at the beginning. */
                skip: number;
                /** @description Most entries in one answer. */
                limit: number;
                /** @description How they are given. */
                format: "json" | "har" | "pact";
                /** @description Name of the client in a Pact contract. */
                consumer: string;
            };
            header?: {
                /** @description The same as `testId`, which wins where both are sent; empty, or with `--no-control`, it is not looked at. */
                "x-test-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the journal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "total": 1,
                     *       "requests": [
                     *         {
                     *           "id": "r-7",
                     *           "at": "2026-03-02T10:00:00.000Z",
                     *           "method": "POST",
                     *           "path": "/api/public/getSessions",
                     *           "operationId": "getAccountSessions",
                     *           "botId": null,
                     *           "clientId": "cs-1",
                     *           "testId": null,
                     *           "status": 200,
                     *           "bytes": 812,
                     *           "durationMs": 1.2,
                     *           "violations": [],
                     *           "fault": null
                     *         }
                     *       ],
                     *       "skip": 0,
                     *       "limit": 100,
                     *       "dropped": {
                     *         "entries": 0,
                     *         "bytes": 0
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["JournalPage"];
                    "application/har+json": {
                        [key: string]: unknown;
                    };
                    "application/pact+json": {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["Invalid"];
        };
    };
    deleteRequests: {
        parameters: {
            query?: {
                /** @description Entries of this operation. */
                operationId?: string;
                /** @description Entries of this bot. */
                botId?: string;
                /** @description Entries of the app with this client id. */
                clientId?: string;
                /** @description Only what has this `X-Test-Id`. */
                testId?: string;
                /** @description Entries answered with this status, or with one of a class such as `4xx`. */
                status?: string;
            };
            header?: {
                /** @description The same as `testId`, which wins where both are sent; empty, or with `--no-control`, it is not looked at. */
                "x-test-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Number of entries removed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "removed": 3
                     *     }
                     */
                    "application/json": components["schemas"]["Removed"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["Invalid"];
        };
    };
    findRequests: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same as `testId`, which wins where both are sent; empty, or with `--no-control`, it is not looked at. */
                "x-test-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "operationId": "getSessions",
                 *       "query": {
                 *         "containmentType": "agent"
                 *       },
                 *       "headers": {
                 *         "auth": {
                 *           "contains": "ey"
                 *         }
                 *       },
                 *       "body": {
                 *         "contains": {
                 *           "limit": 100
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Search"];
            };
        };
        responses: {
            /** @description A page of the entries, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "total": 1,
                     *       "requests": [
                     *         {
                     *           "id": "r-7",
                     *           "at": "2026-03-02T10:00:00.000Z",
                     *           "method": "POST",
                     *           "path": "/api/public/getSessions",
                     *           "operationId": "getAccountSessions",
                     *           "botId": null,
                     *           "clientId": "cs-1",
                     *           "testId": null,
                     *           "status": 200,
                     *           "bytes": 812,
                     *           "durationMs": 1.2,
                     *           "violations": [],
                     *           "fault": null
                     *         }
                     *       ],
                     *       "skip": 0,
                     *       "limit": 100,
                     *       "dropped": {
                     *         "entries": 0,
                     *         "bytes": 0
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["JournalPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["Invalid"];
            415: components["responses"]["MediaType"];
        };
    };
    countRequests: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same as `testId`, which wins where both are sent; empty, or with `--no-control`, it is not looked at. */
                "x-test-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "operationId": "getSessions",
                 *       "status": "4xx"
                 *     }
                 */
                "application/json": components["schemas"]["Criteria"];
            };
        };
        responses: {
            /** @description Their number. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "count": 2
                     *     }
                     */
                    "application/json": components["schemas"]["Count"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["Invalid"];
            415: components["responses"]["MediaType"];
        };
    };
    listUnmatched: {
        parameters: {
            query: {
                /** @description Only what has this `X-Test-Id`. */
                testId?: string;
                /** @description Entries to leave out at the beginning. */
                skip: number;
                /** @description Most entries in one answer. */
                limit: number;
            };
            header?: {
                /** @description The same as `testId`, which wins where both are sent; empty, or with `--no-control`, it is not looked at. */
                "x-test-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "total": 1,
                     *       "requests": [
                     *         {
                     *           "id": "r-8",
                     *           "at": "2026-03-02T10:00:01.000Z",
                     *           "method": "POST",
                     *           "path": "/api/public/getsessions",
                     *           "operationId": null,
                     *           "botId": null,
                     *           "clientId": null,
                     *           "testId": null,
                     *           "status": 404,
                     *           "bytes": 230,
                     *           "durationMs": 0.2,
                     *           "violations": [],
                     *           "fault": null,
                     *           "nearest": {
                     *             "operationId": "getAccountSessions",
                     *             "method": "POST",
                     *             "path": "/api/public/getSessions",
                     *             "why": [
                     *               "part 3 differs in case"
                     *             ]
                     *           }
                     *         }
                     *       ],
                     *       "skip": 0,
                     *       "limit": 100
                     *     }
                     */
                    "application/json": components["schemas"]["UnmatchedPage"];
                };
            };
            403: components["responses"]["Forbidden"];
            412: components["responses"]["Invalid"];
        };
    };
    getRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The exchange; signatures and secrets are blanked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "r-7",
                     *       "at": "2026-03-02T10:00:00.000Z",
                     *       "method": "POST",
                     *       "path": "/api/public/getSessions",
                     *       "operationId": "getAccountSessions",
                     *       "botId": null,
                     *       "clientId": "cs-1",
                     *       "testId": null,
                     *       "status": 200,
                     *       "bytes": 812,
                     *       "durationMs": 1.2,
                     *       "violations": [],
                     *       "fault": null,
                     *       "requestId": "6f1c",
                     *       "scenario": "default",
                     *       "now": "2026-03-02T10:00:00.000Z",
                     *       "request": {
                     *         "url": "/api/public/getSessions",
                     *         "query": {},
                     *         "headers": {
                     *           "auth": "eyJ…"
                     *         },
                     *         "body": {
                     *           "limit": 1
                     *         }
                     *       },
                     *       "response": {
                     *         "status": 200,
                     *         "headers": {
                     *           "content-type": "application/json"
                     *         },
                     *         "body": {
                     *           "total": 0
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["EntryDetails"];
                };
            };
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["Invalid"];
        };
    };
    correctRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request, and what is otherwise in it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "operationId": "getSessions",
                     *       "docs": "/docs#/Sessions/getSessions",
                     *       "request": {
                     *         "method": "POST",
                     *         "url": "/api/public/bot/st-1/getSessions",
                     *         "headers": {
                     *           "content-type": "application/json"
                     *         },
                     *         "body": {
                     *           "limit": 10000
                     *         }
                     *       },
                     *       "corrections": [
                     *         {
                     *           "property": "body.limit",
                     *           "from": 20000,
                     *           "to": 10000,
                     *           "why": "must be at most 10000; found 20000"
                     *         }
                     *       ],
                     *       "advice": null,
                     *       "rules": [
                     *         {
                     *           "property": "body.limit",
                     *           "message": "must be at most 10000; found 20000",
                     *           "pointer": "#/components/schemas/SessionsRequest/properties/limit",
                     *           "description": "Most sessions in one answer.",
                     *           "source": "rulings R1 and R2"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Correction"];
                };
            };
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["Invalid"];
        };
    };
    streamEvents: {
        parameters: {
            query?: {
                /** @description Entries of this operation. */
                operationId?: string;
                /** @description Entries of this bot. */
                botId?: string;
                /** @description Entries of the app with this client id. */
                clientId?: string;
                /** @description Only what has this `X-Test-Id`. */
                testId?: string;
                /** @description Leaves out what has this `X-Test-Id`. */
                exceptTestId?: string;
            };
            header?: {
                /** @description The same as `testId`, which wins where both are sent; empty, or with `--no-control`, it is not looked at. */
                "x-test-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream that ends when the client leaves, and is cut when it reads too slowly. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["Invalid"];
            503: components["responses"]["Unavailable"];
        };
    };
    listScenarios: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The scenarios. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "current": "default",
                     *       "scenarios": [
                     *         {
                     *           "name": "default",
                     *           "description": "A contact centre on an average day."
                     *         }
                     *       ],
                     *       "bots": {
                     *         "st-1": "spike"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Scenarios"];
                };
            };
            403: components["responses"]["Forbidden"];
        };
    };
    showScenario: {
        parameters: {
            query?: {
                /** @description Name of a shipped scenario; the one that answers unless said. */
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The scenario. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "spike",
                     *       "started": "default",
                     *       "isStarted": false,
                     *       "description": "One day has ten times the sessions of its neighbours.",
                     *       "text": "everyBot:\n  sessions:\n    events:\n      - { from: -5d, times: 10 }\n"
                     *     }
                     */
                    "application/json": components["schemas"]["ScenarioText"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["Invalid"];
        };
    };
    useScenario: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "spike"
                 *     }
                 */
                "application/json": components["schemas"]["ScenarioChange"];
            };
        };
        responses: {
            /** @description The scenario. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "spike",
                     *       "started": "default",
                     *       "isStarted": false,
                     *       "description": "One day has ten times the sessions of its neighbours.",
                     *       "text": "everyBot:\n  sessions:\n    events:\n      - { from: -5d, times: 10 }\n"
                     *     }
                     */
                    "application/json": components["schemas"]["ScenarioText"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["Invalid"];
            415: components["responses"]["MediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    useStartedScenario: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The scenario. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "default",
                     *       "started": "default",
                     *       "isStarted": true,
                     *       "description": "An everyday contact centre.",
                     *       "text": "auth: lenient\n"
                     *     }
                     */
                    "application/json": components["schemas"]["ScenarioText"];
                };
            };
            403: components["responses"]["Forbidden"];
        };
    };
    checkScenario: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "everyBot: { sessions: { perDay: many } }\n"
                 *     }
                 */
                "application/json": components["schemas"]["ScenarioQuestion"];
            };
        };
        responses: {
            /** @description Whether it can be used, and every mistake in it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "valid": false,
                     *       "problems": [
                     *         {
                     *           "path": "everyBot.sessions.perDay",
                     *           "message": "must be a number; found \"many\"",
                     *           "code": "KM_SETTING_WRONG",
                     *           "line": 1,
                     *           "column": 34
                     *         }
                     *       ],
                     *       "resolved": [],
                     *       "bots": [],
                     *       "isCut": false
                     *     }
                     */
                    "application/json": components["schemas"]["ScenarioCheck"];
                };
            };
            403: components["responses"]["Forbidden"];
            412: components["responses"]["Invalid"];
            415: components["responses"]["MediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    showScenarioSchema: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The schema. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "title": "kore-mock scenario",
                     *       "type": "object"
                     *     }
                     */
                    "application/json": components["schemas"]["JsonSchema"];
                };
            };
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    listStories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stories. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "stories": [
                     *         {
                     *           "name": "outage",
                     *           "title": "Two hours without a network",
                     *           "about": "Customers call when it is down.",
                     *           "industry": "telecom",
                     *           "steps": 7
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Stories"];
                };
            };
            403: components["responses"]["Forbidden"];
            503: components["responses"]["Unavailable"];
        };
    };
    showStory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the story. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The story. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "outage",
                     *       "title": "Two hours without a network",
                     *       "about": "Customers call when it is down.",
                     *       "industry": "telecom",
                     *       "scenario": "story-outage",
                     *       "isUsed": false,
                     *       "speed": 60,
                     *       "steps": [
                     *         {
                     *           "look": "centre?range=7d",
                     *           "text": "A week like any other, up to yesterday.",
                     *           "seconds": 13
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Story"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["Invalid"];
            503: components["responses"]["Unavailable"];
        };
    };
    tryWidget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the bot. */
                botId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "widget": {
                 *         "name": "By channel",
                 *         "type": "table",
                 *         "dataSet": "Sessions",
                 *         "select": "channel, count(sessionid)",
                 *         "groupBy": "channel"
                 *       },
                 *       "startDate": "2026-03-01",
                 *       "endDate": "2026-03-02"
                 *     }
                 */
                "application/json": components["schemas"]["WidgetTry"];
            };
        };
        responses: {
            /** @description The widget and its rows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "_id": "wg-0b1f7c9e-2f8d-5d0a-8d57-3a1f7c9e2f8d",
                     *       "overlay": [],
                     *       "name": "By channel",
                     *       "type": "table",
                     *       "sqlQuery": {
                     *         "dataSet": "Sessions",
                     *         "select": "channel, count(sessionid)",
                     *         "groupBy": "channel",
                     *         "startDate": "2026-03-01T00:00:00.000Z",
                     *         "endDate": "2026-03-03T00:00:00.000Z",
                     *         "botId": "st-1"
                     *       },
                     *       "dimensions": [
                     *         {
                     *           "fieldName": "channel",
                     *           "displayName": "channel",
                     *           "type": "string"
                     *         }
                     *       ],
                     *       "metrics": [
                     *         {
                     *           "fieldName": "count(sessionid)",
                     *           "displayName": "count(sessionid)",
                     *           "type": "number"
                     *         }
                     *       ],
                     *       "row": [],
                     *       "properties": {},
                     *       "queryResponse": {
                     *         "metaData": {
                     *           "channel": "string",
                     *           "count(sessionid)": "number"
                     *         },
                     *         "queryResponse": [
                     *           {
                     *             "channel": "rtm",
                     *             "count(sessionid)": 12
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["WidgetData"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["Invalid"];
            415: components["responses"]["MediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    setBotScenario: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the bot. */
                botId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "spike"
                 *     }
                 */
                "application/json": components["schemas"]["ScenarioName"];
            };
        };
        responses: {
            /** @description The scenario that the bot has now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "botId": "st-1",
                     *       "name": "spike"
                     *     }
                     */
                    "application/json": components["schemas"]["BotScenario"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["Invalid"];
            415: components["responses"]["MediaType"];
        };
    };
    clearBotScenario: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the bot. */
                botId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The scenario that the bot has now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "botId": "st-1",
                     *       "name": "default"
                     *     }
                     */
                    "application/json": components["schemas"]["BotScenario"];
                };
            };
            403: components["responses"]["Forbidden"];
            412: components["responses"]["Invalid"];
        };
    };
    getClock: {
        parameters: {
            query?: {
                /** @description Only what has this `X-Test-Id`. */
                testId?: string;
            };
            header?: {
                /** @description The same as `testId`, which wins where both are sent; empty, or with `--no-control`, it is not looked at. */
                "x-test-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The time. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "now": "2026-03-02T10:00:00.000Z",
                     *       "mode": "frozen"
                     *     }
                     */
                    "application/json": components["schemas"]["Clock"];
                };
            };
            403: components["responses"]["Forbidden"];
            412: components["responses"]["Invalid"];
        };
    };
    setClock: {
        parameters: {
            query?: {
                /** @description Only what has this `X-Test-Id`. */
                testId?: string;
            };
            header?: {
                /** @description The same as `testId`, which wins where both are sent; empty, or with `--no-control`, it is not looked at. */
                "x-test-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "advance": "PT1H"
                 *     }
                 */
                "application/json": components["schemas"]["ClockChange"];
            };
        };
        responses: {
            /** @description The time from now on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "now": "2026-03-02T11:00:00.000Z",
                     *       "mode": "frozen"
                     *     }
                     */
                    "application/json": components["schemas"]["Clock"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["Invalid"];
            415: components["responses"]["MediaType"];
        };
    };
    listFaults: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The faults in the order in which they are tried. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "faults": [
                     *         {
                     *           "id": "f-1",
                     *           "source": "admin",
                     *           "taken": 0,
                     *           "endsAt": null,
                     *           "match": {
                     *             "botId": "st-1"
                     *           },
                     *           "times": 1,
                     *           "fault": {
                     *             "status": 429
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Faults"];
                };
            };
            403: components["responses"]["Forbidden"];
        };
    };
    addFault: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same as `testId`, which wins where both are sent; empty, or with `--no-control`, it is not looked at. */
                "x-test-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "match": {
                 *         "operationId": "getSessions",
                 *         "testId": "checkout-1"
                 *       },
                 *       "times": 1,
                 *       "ttlMs": 60000,
                 *       "fault": {
                 *         "delay": {
                 *           "type": "uniform",
                 *           "min": 100,
                 *           "max": 300
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Fault"];
            };
        };
        responses: {
            /** @description The fault with its id. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "f-1",
                     *       "source": "admin",
                     *       "taken": 0,
                     *       "endsAt": "2026-03-02T10:01:00.000Z",
                     *       "match": {
                     *         "operationId": "getSessions",
                     *         "testId": "checkout-1"
                     *       },
                     *       "times": 1,
                     *       "ttlMs": 60000,
                     *       "fault": {
                     *         "delay": {
                     *           "type": "uniform",
                     *           "min": 100,
                     *           "max": 300
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["FaultState"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["Invalid"];
            415: components["responses"]["MediaType"];
        };
    };
    removeFault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Number of faults removed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "removed": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Removed"];
                };
            };
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["Invalid"];
        };
    };
    listQuotas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The buckets. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "quotas": [
                     *         {
                     *           "bucket": "getSessions",
                     *           "botId": "st-1",
                     *           "testId": null,
                     *           "minute": {
                     *             "limit": 60,
                     *             "used": 12,
                     *             "freeAt": null
                     *           },
                     *           "hour": {
                     *             "limit": 1800,
                     *             "used": 12,
                     *             "freeAt": null
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Quotas"];
                };
            };
            403: components["responses"]["Forbidden"];
        };
    };
    makeToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "app": "account-app",
                 *       "expired": true
                 *     }
                 */
                "application/json": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description The token. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "token": "eyJhbGciOiJIUzI1NiJ9.eyJhcHBJZCI6ImNzLTEifQ.c2lnbmF0dXJl"
                     *     }
                     */
                    "application/json": components["schemas"]["Token"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["Invalid"];
            415: components["responses"]["MediaType"];
        };
    };
    describeWorld: {
        parameters: {
            query?: {
                /** @description The bot to describe. */
                botId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The world. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "scenario": "default",
                     *       "seed": "kore-mock",
                     *       "now": "2026-03-02T10:00:00.000Z",
                     *       "account": {
                     *         "id": "664b33a620bd0892e0000001",
                     *         "orgId": "o-1"
                     *       },
                     *       "apps": [
                     *         {
                     *           "name": "reporting",
                     *           "clientId": "cs-1",
                     *           "kind": "account"
                     *         }
                     *       ],
                     *       "bots": [
                     *         {
                     *           "id": "st-1",
                     *           "name": "Bank",
                     *           "scenario": "default",
                     *           "industry": "banking",
                     *           "zone": "Europe/Berlin",
                     *           "since": "2023-01-01",
                     *           "perDay": 1200
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["World"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["Invalid"];
            503: components["responses"]["Unavailable"];
        };
    };
    describeDesk: {
        parameters: {
            query?: {
                /** @description Begin of the range, a day before its end unless said. */
                from?: string;
                /** @description End of the range, which is no part of it; the present unless said. At most 32 days after its begin. */
                to?: string;
            };
            header?: never;
            path: {
                /** @description Id of the bot. */
                botId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Figures of the range, and who is at work now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": "2026-03-02T09:00:00.000Z",
                     *       "to": "2026-03-02T10:00:00.000Z",
                     *       "now": "2026-03-02T10:00:00.000Z",
                     *       "serviceSeconds": 30,
                     *       "mediums": [
                     *         {
                     *           "medium": "calls",
                     *           "offered": 4,
                     *           "answered": 3,
                     *           "gaveUp": 1,
                     *           "closed": 0,
                     *           "waiting": 0,
                     *           "withinTarget": 2,
                     *           "medianWait": 12,
                     *           "longWait": 41
                     *         }
                     *       ],
                     *       "queues": [
                     *         {
                     *           "queueName": "Cards",
                     *           "offered": 4,
                     *           "answered": 3,
                     *           "gaveUp": 1,
                     *           "closed": 0,
                     *           "waiting": 0,
                     *           "withinTarget": 2,
                     *           "medianWait": 12,
                     *           "longWait": 41
                     *         }
                     *       ],
                     *       "hours": [
                     *         {
                     *           "start": "2026-03-02T09:00:00.000Z",
                     *           "offered": 4,
                     *           "answered": 3,
                     *           "gaveUp": 1,
                     *           "closed": 0,
                     *           "waiting": 0,
                     *           "withinTarget": 2,
                     *           "medianWait": 12,
                     *           "longWait": 41,
                     *           "staffedSeconds": 7200,
                     *           "busySeconds": 1300
                     *         }
                     *       ],
                     *       "agents": [
                     *         {
                     *           "agentId": "a-1",
                     *           "name": "Ada Byron",
                     *           "queue": "Cards",
                     *           "conversations": 3,
                     *           "busySeconds": 1300,
                     *           "workSeconds": 3600
                     *         }
                     *       ],
                     *       "longestWaits": [
                     *         {
                     *           "sessionId": "69a568a3d1f0c2b4a5000012",
                     *           "queueName": "Cards",
                     *           "medium": "calls",
                     *           "arrival": "2026-03-02T09:12:00.000Z",
                     *           "waitSeconds": 88,
                     *           "isAnswered": false
                     *         }
                     *       ],
                     *       "onShift": [
                     *         {
                     *           "agentId": "a-1",
                     *           "name": "Ada Byron",
                     *           "queue": "Cards",
                     *           "begin": "2026-03-02T08:00:00.000Z",
                     *           "end": "2026-03-02T16:00:00.000Z",
                     *           "serving": 1,
                     *           "isOnBreak": false
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Desk"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["Invalid"];
            503: components["responses"]["Unavailable"];
        };
    };
    labelSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the bot. */
                botId: string;
                /** @description Id of the session. */
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The labels. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "labels": [
                     *         {
                     *           "messageId": "ms-1",
                     *           "createdOn": "2026-03-02T09:00:00.000Z",
                     *           "side": "customer",
                     *           "text": "My card 4512 is lost",
                     *           "acts": [
                     *             "request"
                     *           ],
                     *           "intent": "Block Card",
                     *           "slots": [
                     *             {
                     *               "name": "card",
                     *               "value": "4512",
                     *               "start": 8,
                     *               "end": 12
                     *             }
                     *           ],
                     *           "mood": "calm",
                     *           "rules": []
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Labels"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["Invalid"];
        };
    };
    tellTruth: {
        parameters: {
            query?: {
                /** @description The bot; the first of the scenario unless said. */
                botId?: string;
                /** @description First day, or instant, by the time of the rows; a day before the last instant unless said. */
                from?: string;
                /** @description Last day, or instant, which belongs to the range; the present unless said. */
                to?: string;
                /** @description Rows are as they are in truth at this instant; the present unless said. */
                at?: string;
                /** @description What rows have only when it is asked for: history, summary, feedback and agentic-history of conversations, agentic-data of segments. */
                include?: string[];
            };
            header?: never;
            path: {
                /** @description The list. */
                kind: "sessions" | "messages" | "conversations" | "segments";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description NDJSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["Invalid"];
        };
    };
    predictLosses: {
        parameters: {
            query: {
                /** @description The list. */
                kind: "sessions" | "messages" | "conversations" | "segments";
                /** @description The bot; the first of the scenario unless said. */
                botId?: string;
                /** @description First day, or instant, by the time of the rows; a day before the last instant unless said. */
                from?: string;
                /** @description Last day, or instant, which belongs to the range; the present unless said. */
                to?: string;
                /** @description How often the client asks. */
                every: string;
                /** @description How far it looks back each time. */
                lookback: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What becomes of the rows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "sessions",
                     *       "botId": "st-1",
                     *       "every": "PT1H",
                     *       "lookback": "PT0S",
                     *       "rows": 1480,
                     *       "lost": 371,
                     *       "lookbackNeeded": "PT47H13M5S"
                     *     }
                     */
                    "application/json": components["schemas"]["Prediction"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["Invalid"];
        };
    };
    report: {
        parameters: {
            query?: {
                /** @description Only what has this `X-Test-Id`. */
                testId?: string;
            };
            header?: {
                /** @description The same as `testId`, which wins where both are sent; empty, or with `--no-control`, it is not looked at. */
                "x-test-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "calls": 2,
                     *       "dropped": {
                     *         "entries": 0,
                     *         "bytes": 0
                     *       },
                     *       "operations": {
                     *         "used": [
                     *           {
                     *             "operationId": "getSessions",
                     *             "calls": 2,
                     *             "good": 1,
                     *             "used": [
                     *               "path.botId",
                     *               "body.limit"
                     *             ],
                     *             "neverUsed": [
                     *               "query.callId"
                     *             ]
                     *           }
                     *         ],
                     *         "neverUsed": [
                     *           "getWidgetData"
                     *         ]
                     *       },
                     *       "unreadPages": [
                     *         {
                     *           "operationId": "getSessions",
                     *           "botId": "st-1",
                     *           "pagesRead": 1,
                     *           "id": "r-1"
                     *         }
                     *       ],
                     *       "retryAfterIgnored": [
                     *         {
                     *           "id": "r-3",
                     *           "after": "r-2",
                     *           "operationId": "getSessions",
                     *           "asked": 60000,
                     *           "waited": 12
                     *         }
                     *       ],
                     *       "rangesTooWide": [],
                     *       "refusals": [
                     *         {
                     *           "status": 412,
                     *           "msg": "Validation errors/ Invalid arguments",
                     *           "property": "body.limit",
                     *           "count": 1,
                     *           "id": "r-2"
                     *         }
                     *       ],
                     *       "unknown": [
                     *         {
                     *           "operationId": "getSessions",
                     *           "property": "query.ContainmentType",
                     *           "message": "is not known, so it is ignored (did you mean containmentType?)",
                     *           "count": 1,
                     *           "id": "r-1"
                     *         }
                     *       ],
                     *       "unmatched": 0
                     *     }
                     */
                    "application/json": components["schemas"]["Report"];
                };
            };
            403: components["responses"]["Forbidden"];
            412: components["responses"]["Invalid"];
        };
    };
    describeMemory: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Bytes, by budget. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "limit": 201326592,
                     *       "bytes": 4210688,
                     *       "budgets": [
                     *         {
                     *           "name": "columns",
                     *           "limit": 33554432,
                     *           "bytes": 2097152,
                     *           "entries": 7,
                     *           "dropped": 0
                     *         },
                     *         {
                     *           "name": "rows",
                     *           "limit": 29360128,
                     *           "bytes": 2113536,
                     *           "entries": 12,
                     *           "dropped": 0
                     *         }
                     *       ],
                     *       "journal": {
                     *         "limit": 33554432,
                     *         "bytes": 51200,
                     *         "entryLimit": 1000,
                     *         "entries": 20,
                     *         "dropped": 0
                     *       },
                     *       "processes": 1,
                     *       "residentBytes": 132120576
                     *     }
                     */
                    "application/json": components["schemas"]["Memory"];
                };
            };
            403: components["responses"]["Forbidden"];
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Prometheus text format. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            403: components["responses"]["Forbidden"];
        };
    };
}
