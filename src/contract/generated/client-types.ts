/**
 * Generated from openapi/ by `npm run contract`; do not edit.
 * Requests are described as clients send them: what has a default may be left out.
 */

export interface paths {
    "/api/public/bot/{streamId}/v2/userEngagementTrend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unique, new and returning users by day or by hour
         * @description All of the request stands in the query string; a body is not read. Developer sessions are left out.
         */
        post: operations["getUserEngagementTrend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/bot/{botId}/getSessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sessions of one bot, newest first
         * @description All fields are optional, and so is the body. A session belongs to a range by its start; dates are UTC.
         *     When `sessionId` is given, everything else in query and body is ignored, valid or not, and nothing is paged; only a value of
         *     a wrong type is refused.
         */
        post: operations["getSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/getSessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sessions of all bots of the account, newest first
         * @description Needs an account-wide app. All fields are optional, and so is the body. A session belongs to a range by its start; dates are UTC.
         *     When `sessionId` is given, everything else in query and body is ignored, valid or not, and nothing is paged; only a value of
         *     a wrong type is refused.
         */
        post: operations["getAccountSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/agentassist/api/v1/public/{botId}/aaconversation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agent AI conversations of a range of days, oldest first
         * @description Conversations that started in the range, in pages of at most 20. Days are UTC.
         */
        post: operations["listConversations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/agentassist/api/v1/public/{streamId}/v2/agentassistinteractions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Agent AI raw data, segment by segment, oldest first
         * @description Everything that happened around the human agent. Meant for unfiltered reading; a body of filters is honoured here too,
         *     as the vendor's own sample sends one.
         */
        get: operations["listInteractions"];
        put?: never;
        /**
         * Agent AI raw data of some sessions, conversations, agents or channels
         * @description As GET, with filters in the body. A segment must meet all filters given, by any value of each.
         */
        post: operations["queryInteractions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/bot/{botId}/dashboard/{dashboardName}/widget/{widgetName}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Data of a widget
         * @description The rows of the widget's own query over the range, developer sessions left out unless its filter asks for them.
         */
        get: operations["getWidgetData"];
        put?: never;
        /**
         * Data of a widget, filtered further
         * @description As GET; the filters of the body narrow the widget's own. Range and limit may stand in the body too, which wins.
         */
        post: operations["queryWidgetData"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/bot/{streamId}/userEngagementTrend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Users by day or by hour, the older form
         * @description The points of the unique users alone, without totals and echo. Days are UTC.
         */
        post: operations["getUserEngagementTrendV1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/bot/{botId}/getMessages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Messages of one person
         * @description Messages of a person, a bot or given sessions, newest first, at most 100 in one answer. A message belongs to a range by
         *     the instant it was made. All tasks are included.
         */
        get: operations["getMessages"];
        put?: never;
        /**
         * Messages of one bot
         * @description Messages of a person, a bot or given sessions, newest first, at most 100 in one answer. A message belongs to a range by
         *     the instant it was made. All tasks are included.
         *     Fields may stand in the query string as well; the body wins. `dateFrom` and `dateTo` do not go with `msgId`.
         */
        post: operations["postMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/getMessages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Messages of all bots of the account
         * @description Needs an account-wide app. Messages of a person, a bot or given sessions, newest first, at most 100 in one answer. A message belongs to a range by
         *     the instant it was made. All tasks are included.
         *     Fields may stand in the query string as well; the body wins. `dateFrom` and `dateTo` do not go with `msgId`.
         */
        post: operations["postAccountMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/bot/{botId}/getMessagesV2": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Messages of one person, many at once
         * @description As getMessages, with up to 10,000 messages in one answer; those of alert and action tasks are left out. Ask for a
         *     compressed answer.
         */
        get: operations["getMessagesV2"];
        put?: never;
        /**
         * Messages of one bot, many at once
         * @description As getMessages, with up to 10,000 messages in one answer; those of alert and action tasks are left out. Ask for a
         *     compressed answer.
         *     Fields may stand in the query string as well; the body wins.
         */
        post: operations["postMessagesV2"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/bot/{botId}/messages-lite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The latest messages of one person, slim
         * @description Slim records, newest first, 5 unless asked for more, 1,000 at most.
         */
        get: operations["getMessagesLite"];
        put?: never;
        /**
         * The latest messages of one bot, slim
         * @description Slim records, newest first, 5 unless asked for more, 1,000 at most.
         *     Fields may stand in the query string as well; the body wins.
         */
        post: operations["postMessagesLite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/agentassist/api/v1/public/{streamId}/aaconversations/{conversationId}/agentic-history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the agentic assistant was asked in one conversation
         * @description Exchanges between the agent's desktop and the agentic assistant, oldest first. No `accountId` is needed.
         */
        get: operations["getAgenticHistory"];
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
        /** @description A day: `users` when aggregated by day, else 24 numbers named after the hours. The last one is `23 - 0`. */
        TrendPoint: {
            /** @description The day as `MMM DD YYYY`. */
            date: string;
            /** @description Users of the day; by day only. */
            users?: number;
            /** @description Users between 0:00 and 1:00 local time. */
            "0 - 1"?: number;
            /** @description Users between 1:00 and 2:00 local time. */
            "1 - 2"?: number;
            /** @description Users between 2:00 and 3:00 local time. */
            "2 - 3"?: number;
            /** @description Users between 3:00 and 4:00 local time. */
            "3 - 4"?: number;
            /** @description Users between 4:00 and 5:00 local time. */
            "4 - 5"?: number;
            /** @description Users between 5:00 and 6:00 local time. */
            "5 - 6"?: number;
            /** @description Users between 6:00 and 7:00 local time. */
            "6 - 7"?: number;
            /** @description Users between 7:00 and 8:00 local time. */
            "7 - 8"?: number;
            /** @description Users between 8:00 and 9:00 local time. */
            "8 - 9"?: number;
            /** @description Users between 9:00 and 10:00 local time. */
            "9 - 10"?: number;
            /** @description Users between 10:00 and 11:00 local time. */
            "10 - 11"?: number;
            /** @description Users between 11:00 and 12:00 local time. */
            "11 - 12"?: number;
            /** @description Users between 12:00 and 13:00 local time. */
            "12 - 13"?: number;
            /** @description Users between 13:00 and 14:00 local time. */
            "13 - 14"?: number;
            /** @description Users between 14:00 and 15:00 local time. */
            "14 - 15"?: number;
            /** @description Users between 15:00 and 16:00 local time. */
            "15 - 16"?: number;
            /** @description Users between 16:00 and 17:00 local time. */
            "16 - 17"?: number;
            /** @description Users between 17:00 and 18:00 local time. */
            "17 - 18"?: number;
            /** @description Users between 18:00 and 19:00 local time. */
            "18 - 19"?: number;
            /** @description Users between 19:00 and 20:00 local time. */
            "19 - 20"?: number;
            /** @description Users between 20:00 and 21:00 local time. */
            "20 - 21"?: number;
            /** @description Users between 21:00 and 22:00 local time. */
            "21 - 22"?: number;
            /** @description Users between 22:00 and 23:00 local time. */
            "22 - 23"?: number;
            /** @description Users between 23:00 and 0:00 local time. */
            "23 - 0"?: number;
        };
        /** @description One object for each day of the range, days without anybody included. */
        UserTrend: {
            /** @description In the order of the days. */
            dataPoints: components["schemas"]["TrendPoint"][];
        };
        /** @description Users of a bot over a range of days. */
        UserEngagementTrend: {
            /** @description Figures of the whole range. A user can be new and returning in one range. */
            summary: {
                /** @description Different users seen in the range. */
                uniqueUsers: number;
                /** @description Users whose first session ever lies in the range. */
                newUsers: number;
                /** @description Users with a session in the range that is not their first ever. */
                returningUsers: number;
                /** @description `uniqueUsers` by days of the range, to 2 decimals. */
                avgUniqueUsersPerDay: number;
                /** @description `newUsers` by days of the range, to 2 decimals. */
                avgNewUsersPerDay: number;
                /** @description `returningUsers` by days of the range, to 2 decimals. */
                avgReturningUsersPerDay: number;
            };
            uniqueUsersTrend: components["schemas"]["UserTrend"];
            newUsersTrend: components["schemas"]["UserTrend"];
            returningUsersTrend: components["schemas"]["UserTrend"];
            /** @description What was asked for. */
            filters: {
                /** @description First day as `MMM DD YYYY`. */
                start: string;
                /** @description Last day as `MMM DD YYYY`. */
                end: string;
                /**
                 * @description In lower case.
                 * @enum {string}
                 */
                conversationType: "all" | "interactive" | "non interactive";
                /**
                 * @description In lower case.
                 * @enum {string}
                 */
                conversationStatus: "all" | "active" | "closed";
                /**
                 * @description What one number stands for.
                 * @enum {string}
                 */
                aggregationType: "daily" | "hourly";
                /** @description Days in the range, in either aggregation. */
                dataPointsCount: number;
            };
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
        /** @description A tag of that name with one of the values, compared exactly. */
        TagCondition: {
            /** @description Name of the tag. */
            name: string;
            /** @description Values of which one must be the tag's. */
            values: string[];
            /**
             * @description Kind of tag; without it any kind.
             * @enum {string}
             */
            type?: "user" | "session" | "message";
        };
        /** @description Sessions or messages that carry tags; `and` wants all conditions met, `or` at least one. */
        TagFilter: {
            /** @description Conditions that must all hold. */
            and?: components["schemas"]["TagCondition"][];
            /** @description Conditions of which one must hold. */
            or?: components["schemas"]["TagCondition"][];
        };
        /** @description Which sessions, and which part of them. */
        SessionsRequest: {
            /** @description E-mail address, id given by the enterprise, or Kore's own id of the person. */
            userId?: string;
            /**
             * @description Sessions to leave out at the beginning.
             * @default 0
             */
            skip?: number;
            /** @description Another name of `skip`. */
            offset?: number;
            /**
             * @description Most sessions in one answer.
             * @default 100
             */
            limit?: number;
            /**
             * Format: iso-day-or-time
             * @description Lower bound, `yyyy-mm-dd` or `yyyy-mm-ddThh:mm:ss.msZ`. Without it, 7 days before `dateTo`.
             */
            dateFrom?: string;
            /**
             * Format: iso-day-or-time
             * @description Upper bound, written as `dateFrom`; a day alone reaches to its end. Without it, 7 days after `dateFrom`, and the
             *     present when neither is given.
             */
            dateTo?: string;
            tags?: components["schemas"]["TagFilter"];
            /**
             * @description Sessions with at least one message of the person, or with messages of the bot only.
             * @enum {string}
             */
            sessionType?: "interactive" | "non-interactive";
            /**
             * @description Ids of the sessions wanted, at most 50, repeated ones counted. An empty list is as good as none. Ids that are
             *     unknown, or no ids at all, come back in `invalidSessions`. Beside ids, the values of all other filters and of paging
             *     are ignored, valid or not; only their types are checked.
             */
            sessionId?: string[];
            /**
             * @description Belongs to encrypted answers, which the mock does not give; read and without effect.
             * @default false
             */
            includeMeta?: boolean;
        };
        /** @description One tag. */
        SessionTag: {
            /** @description Mostly text. */
            value: string | number | boolean;
            /** @description Name given by the bot's developer. */
            name: string;
        };
        /** @description A conversation of one person with one bot. */
        Session: {
            /** @description Its first 8 digits are the second of its start. */
            sessionId: string;
            /** @description The bot it was held with. */
            botId: string;
            /** @description Where: `rtm` is the web and mobile SDK, `korevg` the voice gateway. */
            channel: string;
            /** @description Kore's id of the person. */
            userId: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            start_time: string;
            /**
             * Format: date-time
             * @description UTC; of a session under way its latest message
             */
            end_time: string;
            /** @description Languages used. */
            session_lang: string[];
            /**
             * @description Whether the person said anything.
             * @enum {string}
             */
            sessionType: "interactive" | "non-interactive";
            /** @description Whether a developer tried the bot out. */
            isDeveloper: boolean;
            /**
             * @description Whether it is still under way.
             * @enum {string}
             */
            sessionStatus: "active" | "closed";
            /** @description What the bot noted. */
            tags: {
                /** @description About the person. */
                userTags: components["schemas"]["SessionTag"][];
                /** @description About the session; by id only for sessions of the last 14 days. */
                sessionTags: components["schemas"]["SessionTag"][];
                /** @description Empty. */
                altText: string[];
            };
            /** @description Messages of both sides. */
            noOfMessagesExchanged: number;
            /** @description Tasks the bot began. */
            noOfTasksExecuted: number;
            /**
             * @description How it ended.
             * @enum {string}
             */
            containmentType: "selfService" | "dropOff" | "agent";
        };
        /** @description A page of sessions. */
        SessionsResponse: {
            /** @description Sessions that match, on all pages. */
            total: number;
            /** @description Whether there are sessions after this page. */
            moreAvailable: boolean;
            /** @description By start, newest first. */
            sessions: components["schemas"]["Session"][];
            /** @description Ids asked for that are no session's; only when sessions are asked for by id. */
            invalidSessions?: string[];
        };
        /** @description Which conversations, and what of them. */
        ConversationsRequest: {
            /**
             * Format: date
             * @description First day.
             */
            from: string;
            /**
             * Format: date
             * @description Last day; it belongs to the range.
             */
            to: string;
            /**
             * @description Number of the page, from 1.
             * @default 1
             */
            page?: number;
            /**
             * @description Conversations on a page.
             * @default 20
             */
            limit?: number;
            /**
             * @description Adds what the person and the agent wrote.
             * @default false
             */
            includeHistory?: boolean;
            /**
             * @description Adds what the agentic assistant was asked and answered.
             * @default false
             */
            includeAgenticHistory?: boolean;
            /**
             * @description Adds what agents thought of the help.
             * @default false
             */
            includeFeedback?: boolean;
            /**
             * @description Adds the summaries.
             * @default false
             */
            includeSummary?: boolean;
            /**
             * @description Read; no field of the answer is documented for it, so none is sent.
             * @default false
             */
            widgetLoaded?: boolean;
            /** @description Keeps these conversations (`convId`). One id may stand alone instead of in a list. */
            conversationIds?: string[];
        };
        /** @description The agent for whom it was made. */
        SummaryParticipant: {
            /** @description `an-` and an id, or the agent's own id. */
            identity: string;
            /** @description Name. */
            name?: string;
            /**
             * @description Which side.
             * @enum {string}
             */
            type: "agent" | "AGENT";
            /** @description When the agent came in. */
            startTime?: string[];
            /** @description When the agent left. */
            endTime?: string[];
        };
        /** @description What an agent thought of a summary, an agentic answer, or the whole widget; only with `includeFeedback`. */
        AgentFeedback: {
            /** @description Who. */
            agentDetails: {
                /** @description Id of the agent. */
                identity: string;
                /** @description Name of the agent. */
                name: string;
            };
            /**
             * @description Thumb up or down.
             * @enum {string}
             */
            feedback: "like" | "dislike";
            /** @description Own words. */
            comment: string;
            /** @description Reasons picked from a list. */
            feedbackDetails: string[];
            /**
             * @description What it is about.
             * @enum {string}
             */
            type: "summary" | "agentic" | "widget";
        };
        /** @description What a conversation came to, in a few sentences. */
        ConversationSummary: {
            /** @description `smr-` and an id. */
            summaryId: string;
            participant: components["schemas"]["SummaryParticipant"];
            /** @description The text. */
            summary: string;
            /**
             * @description Made during the conversation or at its end.
             * @enum {string}
             */
            type: "interim" | "final";
            /** @description The agent's version; only when there is one. */
            editedSummary?: string;
            /** @description Seconds it took, to 3 decimals. */
            generationTimeInSecs: number;
            feedbackInfo?: components["schemas"]["AgentFeedback"];
        };
        /** @description A small picture. */
        Thumbnail: {
            /** @description Id. */
            _id: string;
            /** @description Pixels. */
            width: number;
            /** @description Pixels. */
            height: number;
            /** @description Bytes. */
            size: number;
            /** @description Address. */
            url: string;
        };
        /** @description A part of a message. */
        MessageComponent: {
            /** @description `cp-` and a UUID. */
            _id: string;
            /** @description Kind of part: `text`; after it, where something hangs on the message, `image`, `attachment` or `filelink`. */
            cT: string;
            /** @description What is in it. */
            data: {
                /** @description The words. */
                text?: string;
                /** @description Name of the file. */
                fileName?: string;
                /** @description Address of the file. */
                url?: string;
            };
            /** @description Small pictures of an image. */
            thumbnails: components["schemas"]["Thumbnail"][];
        };
        /** @description The session of the agentic platform behind an exchange. */
        AgenticSessionInfo: {
            /** @description `idle`. */
            status?: string;
            /** @description `s-` and an id. */
            sessionId?: string;
            /** @description The agent's user there. */
            userId?: string;
            /** @description `r-` and an id. */
            runId?: string;
            /** @description `aa-` and an id. */
            appId?: string;
            /** @description Id of the environment. */
            envId?: string;
            /** @description Its name, such as `demo`. */
            envName?: string;
            /**
             * @description Whether it waits for more.
             * @enum {string}
             */
            conversationState?: "AWAITING_INPUT" | "COMPLETED";
            /** @description Name of the agentic agent. */
            activeConversationAgent?: string;
            /** @description `AIS-AA`. */
            source?: string;
        };
        /**
         * @description A message of the person (`incoming`), of the agent (`outgoing`), or an exchange with the agentic assistant (`AGENTIC`).
         *     The fields from `orgId` to `feedbackInfo` that are not common to all belong to `AGENTIC`.
         */
        ConversationMessage: {
            /** @description `ms-` and a UUID. */
            _id: string;
            /** @description The bot. */
            botId: string;
            /** @description The account. */
            accountId: string;
            /** @description The organisation. */
            orgId?: string;
            /**
             * @description Which way it went.
             * @enum {string}
             */
            type: "incoming" | "outgoing" | "AGENTIC";
            /** @description Of a message of the person or the agent: `pending`. */
            status?: string;
            /** @description Its parts. */
            components: components["schemas"]["MessageComponent"][];
            /** @description Its step. */
            sT?: number;
            /**
             * Format: date-time
             * @description When.
             */
            createdOn: string;
            /**
             * Format: date-time
             * @description The same.
             */
            lmodifiedOn?: string;
            /** @description Always true. */
            ire?: boolean;
            /** @description `agentassist`. */
            chnl?: string;
            /** @description Language. */
            lang?: string;
            /** @description Who said it. */
            author: {
                /** @description Of an agent only. */
                id?: string;
                /**
                 * @description Which side.
                 * @enum {string}
                 */
                type: "AGENT" | "USER";
            };
            /** @description `convId` of the conversation. */
            conversationId: string;
            /**
             * Format: date-time
             * @description Second of the last change.
             */
            __lModifiedOn__?: string;
            /** @description Milliseconds since 1970, a few after `createdOn`. */
            timestampValue: number;
            /** @description Id of the request to the assistant. */
            requestId?: string;
            /** @description Language of the request. */
            language?: string;
            /** @description What the person had said. */
            query?: string;
            /** @description Whether the agent sent the answer on. */
            isSent?: boolean;
            /** @description Whether the agent copied it. */
            isCopied?: boolean;
            /** @description Whether the agent put something else in its place. */
            isOverride?: boolean;
            /**
             * Format: date-time
             * @description Not after `respondedAt`.
             */
            requestedAt?: string;
            /**
             * Format: date-time
             * @description When the answer was there.
             */
            respondedAt?: string;
            /** @description Id of the message that set it off. */
            triggeringMessageId?: string;
            sessionInfo?: components["schemas"]["AgenticSessionInfo"];
            feedbackInfo?: components["schemas"]["AgentFeedback"];
        };
        /** @description A conversation that human agents took part in. */
        Conversation: {
            /** @description Id of the record; its first 8 digits are the second of its start. */
            _id: string;
            /** @description Id given by the customer's contact centre. */
            convId: string;
            /** @description The bot. */
            botId: string;
            /**
             * @description The same as `experience`.
             * @enum {string}
             */
            channelType: "chat" | "voice";
            /** @description Whether the agent's desktop is another firm's. */
            isExtAD: boolean;
            /**
             * Format: date-time
             * @description UTC.
             */
            startTime: string;
            /** @description Only with `includeSummary`. */
            summaries?: components["schemas"]["ConversationSummary"][];
            /**
             * @description Whether it was written, mail included, or spoken.
             * @enum {string}
             */
            experience: "chat" | "voice";
            /** @description Session of Agent AI. */
            aaSessionId?: string;
            /** @description The person, as Agent AI knows them. */
            aaUserId?: string;
            /** @description Session with the bot before. */
            mbSessionId?: string;
            /** @description The person, as the bot knows them. */
            mbUserId?: string;
            /** @description Oldest first; only with `includeHistory` or `includeAgenticHistory`. */
            messages?: components["schemas"]["ConversationMessage"][];
            /** @description Only with `includeFeedback`. */
            widgetFeedbacks?: components["schemas"]["AgentFeedback"][];
            /** @description Searches the agent made by hand; only with `includeAgenticHistory`. */
            searchHistory?: {
                [key: string]: unknown;
            }[];
            /** @description Only with `includeAgenticHistory`. */
            agenticAssistSessionIds?: string[];
            /** @description Only with `includeAgenticHistory`. */
            agenticSearchSessionIds?: string[];
        };
        /** @description A page of conversations. */
        ConversationsResponse: {
            /** @description By start, oldest first. */
            results: components["schemas"]["Conversation"][];
            /** @description Conversations on the pages before. */
            skip: number;
            /** @description Size of a page. */
            limit: number;
            /** @description Whether there is a page after this one. */
            hasMore: boolean;
            /** @description Pages that it takes. */
            totalPages: number;
            /** @description Conversations that match, on all pages. */
            totalResults: number;
        };
        /** @description The agent who led it. */
        SegmentAgent: {
            /** @description Given name. */
            firstName?: string;
            /** @description Family name. */
            lastName?: string;
            /**
             * Format: email
             * @description Address.
             */
            email?: string;
            /** @description Full name. */
            name?: string;
            /** @description Id. */
            agentId: string;
        };
        /** @description A tag emitted during the segment. */
        SegmentTag: {
            /**
             * @description What it is attached to.
             * @enum {string}
             */
            type: "user" | "message" | "session";
            /** @description Name given by the bot's developer. */
            name: string;
            /** @description Value. */
            value: string;
            /** @description `ms-` and an id; of message tags only. */
            messageID?: string;
            /**
             * Format: date-time
             * @description When.
             */
            createdAt: string;
        };
        /** @description What the agent thought of it. */
        SuggestionFeedback: {
            /**
             * @description Thumb.
             * @enum {string}
             */
            response: "up" | "down";
            /** @description Reasons picked from a list. */
            reasonCode?: string[];
            /** @description Own words. */
            comment?: string;
        };
        /** @description What the conversation came to, and what the agent made of it. */
        SegmentSummary: {
            /** @description `smr-` and an id. */
            summaryId: string;
            participant: components["schemas"]["SummaryParticipant"];
            /**
             * @description Made during the conversation or at its end.
             * @enum {string}
             */
            type: "interim" | "final";
            /** @description The text; empty after an error. */
            summary: string;
            /** @description The agent's version; empty when there is none. */
            editedSummary: string;
            /** @description Whether it could not be made. */
            isError: boolean;
            /** @description Whether summaries are switched off. */
            isDisabled: boolean;
            /** @description Whether the agent changed it. */
            isEdited: boolean;
            /** @description Begin of its making in milliseconds since 1970. */
            exeStartTime: number;
            /** @description When the agent handed it in, in milliseconds since 1970. */
            sumSubTime?: number;
            /** @description Seconds it took. */
            time: number;
            /** @description `dg-` and an id. */
            positionId: string;
            feedback?: components["schemas"]["SuggestionFeedback"];
            /** @description Empty. */
            modelType?: string;
            /** @description `kore`. */
            summaryModel?: string;
            /** @description Id of the agent. */
            identity?: string;
        };
        /** @description Hits by kind; each is the length of the list of that kind. */
        DisplayedAnswers: {
            /** @description Dialogs. */
            countDialogTasks: number;
            /** @description Questions with ready answers. */
            countFaqs: number;
            /** @description Generated answers. */
            countAnswers: number;
            /** @description Files. */
            countFiles: number;
            /** @description Web pages. */
            countWebPages: number;
            /** @description Hits of connected systems. */
            countFromNonNativeDataSource: number;
        };
        /** @description A dialog to run. */
        DialogSuggestion: {
            /** @description Its name. */
            name: string;
        };
        /** @description A source. */
        SuggestionSource: {
            /** @description Title. */
            title: string;
            /** @description Address; of a page a redirect whose `rurl` is the address. */
            url: string;
            /** @description `searchassist` or empty; of questions only. */
            sourceType?: string;
        };
        /** @description An answer written by a model. */
        AnswerSuggestion: {
            /** @description The answer. */
            content: string;
            /** @description `dg-` and an id, to which its use refers. */
            positionId: string;
            /** @description What it rests on. */
            sources: components["schemas"]["SuggestionSource"][];
            /** @description Whether it holds something not meant for the customer. */
            internalFlag: boolean;
        };
        /** @description A question with answer, a page, a file, or a hit of a connected system. */
        ArticleSuggestion: {
            /** @description Where it is from. */
            sources: components["schemas"]["SuggestionSource"][];
            /** @description Text; of a page none, of a question the question. */
            content: string;
            /** @description `dg-` and an id; files have none. */
            positionId?: string;
            /** @description The search app that found it. */
            appInfo?: {
                /** @description Its name. */
                appName: string;
                /** @description `external`. */
                featureFlag: string;
                /** @description `searchai`. */
                product: string;
                /** @description Its id. */
                _id: string;
                /** @description Lines shown of a hit. */
                displayLines: number;
            };
        };
        /** @description Hits by kind. A connected system has a list of its own under its name, such as `confluencecloud`. */
        Suggestions: {
            /** @description Dialogs. */
            dialogs?: components["schemas"]["DialogSuggestion"][];
            /** @description Generated answers. */
            answers?: components["schemas"]["AnswerSuggestion"][];
            /** @description Questions with ready answers. */
            faqs?: components["schemas"]["ArticleSuggestion"][];
            /** @description Web pages. */
            web?: components["schemas"]["ArticleSuggestion"][];
            /** @description Files. */
            file?: components["schemas"]["ArticleSuggestion"][];
        } & {
            [key: string]: unknown;
        };
        /** @description A search. Typing, execution and display follow each other in time. */
        SearchAction: {
            /** @description What was searched for. */
            searchPhrase: string;
            /**
             * Format: date-time
             * @description First key.
             */
            typingStartTime: string;
            /**
             * Format: date-time
             * @description Begin of the search.
             */
            executionStartTime: string;
            /**
             * Format: date-time
             * @description When the hits were there.
             */
            displayTime: string;
            /** @description Phrases offered while typing. */
            suggestionsShown: string[];
            /** @description How many of them were taken. */
            suggestionUsed: number;
            /** @description What the agent typed. */
            phraseInput: string;
            /** @description Corrections offered. */
            correctionsPresented: number;
            /** @description Corrections taken, not more than offered. */
            correctionsAccepted: number;
            countDisplayedAnswers: components["schemas"]["DisplayedAnswers"];
            suggestions?: components["schemas"]["Suggestions"];
        };
        /** @description A link followed. */
        ClickedLink: {
            /** @description Where to. */
            url: string;
            /**
             * Format: date-time
             * @description When.
             */
            timestamp: string;
        };
        /** @description A generated answer. Status and time are empty when it was opened, followed or rated only. */
        UsedAnswer: {
            /**
             * @description What was done.
             * @enum {string}
             */
            status: "Sent" | "Copied" | "";
            /** @description When, or empty. */
            usedTime: string;
            /** @description Whether it was opened in full. */
            showMoreClicked: boolean;
            /** @description Sources followed. */
            answerLinkClicked: string[];
            /** @description Whether the internal part was opened. */
            internalInfoMoreClicked: boolean;
            /** @description `dg-` id of the suggestion. */
            positionId: string;
            feedback?: components["schemas"]["SuggestionFeedback"];
        };
        /** @description Of a dialog the fields from `positionId` to `linksClicked`; of everything else one object under the name of its kind. */
        UsedTarget: {
            /** @description `dg-` and an id. */
            positionId?: string;
            /** @description Name of the dialog. */
            name?: string;
            /** @description How it was run: `RunAssist`, `RunWithAgentInput` or `RunCustom`. */
            runType?: string;
            /** @description How it ended: `Completed`, `PrematurelyTerminated`, `TimedOut` or `Error`; empty while it runs. */
            status?: string;
            /**
             * Format: date-time
             * @description Begin.
             */
            startTime?: string;
            /** @description End; null while it runs. */
            endTime?: string | null;
            /** @description Steps it put before the agent, and those that were used. */
            suggestionsCount?: {
                /** @description Things to tell. */
                tellCustomer: number;
                /** @description Things to ask. */
                askCustomer: number;
                /** @description Things told. */
                tellUsed: number;
                /** @description Things asked. */
                askUsed: number;
            };
            /** @description Links followed. */
            linksClicked?: components["schemas"]["ClickedLink"][];
            answer?: components["schemas"]["UsedAnswer"];
            /** @description A question with ready answer. */
            faq?: {
                /** @description The question. */
                title: string;
                /**
                 * @description What was done.
                 * @enum {string}
                 */
                status: "Sent" | "Copied";
                /** @description When. */
                usedTime: string;
                /** @description `dg-` id of the suggestion. */
                positionId?: string;
            };
            /** @description A web page. */
            webpage?: {
                /** @description Its address. */
                url: string;
                /**
                 * @description What was done.
                 * @enum {string}
                 */
                status: "Sent" | "Copied";
                /** @description When. */
                usedTime: string;
                /** @description `dg-` id of the suggestion. */
                positionId?: string;
            };
            /** @description A file. */
            file?: {
                /** @description Where it is kept. */
                path: string;
                /**
                 * @description What was done.
                 * @enum {string}
                 */
                status: "Sent" | "Copied";
                /** @description When. */
                usedTime: string;
            };
            /** @description A hit of a connected system. */
            "general-data-source"?: {
                /** @description The system, such as `MSSharepoint`. */
                connector: string;
                /** @description The hit's address there. */
                uri: string;
                /**
                 * @description What was done.
                 * @enum {string}
                 */
                status: "Sent" | "Copied";
                /** @description When. */
                usedTime: string;
                /** @description `dg-` id of the suggestion. */
                positionId?: string;
            };
        };
        /** @description Something that was sent, copied, run, followed or rated. */
        UsedSuggestion: {
            /**
             * @description What it was.
             * @enum {string}
             */
            targetType: "DialogTask" | "FAQ" | "Answer" | "File" | "WebPage" | "GeneralDataSource";
            target: components["schemas"]["UsedTarget"];
            feedback?: components["schemas"]["SuggestionFeedback"];
        };
        /** @description A search in the search bar, or a dialog started from the library; the latter has no `action`. */
        AgentAction: {
            /**
             * @description Which of the two.
             * @enum {string}
             */
            actionType: "SearchBarEntry" | "LibrarySelection";
            action?: components["schemas"]["SearchAction"];
            /** @description What was made of the hits. */
            used: components["schemas"]["UsedSuggestion"][];
        };
        /** @description Help offered after something the customer said. */
        ProactiveSuggestion: {
            /** @description What the customer said. */
            utterance: string;
            suggestions?: components["schemas"]["Suggestions"];
            /**
             * Format: date-time
             * @description When it was shown; absent when nothing was.
             */
            displayTime?: string;
            countDisplayedAnswers: components["schemas"]["DisplayedAnswers"];
            /** @description What was made of it. */
            used: components["schemas"]["UsedSuggestion"][];
        };
        /** @description A step of a stage. */
        PlaybookStep: {
            /** @description Id of the step. */
            stepId: string;
            /** @description What is to be done. */
            title: string;
            /** @description Whether it was kept. */
            isAdhered: boolean;
            /**
             * Format: date-time
             * @description When; only when kept.
             */
            adheredAt?: string;
            /**
             * @description By what: words of the agent, or a tick by hand.
             * @enum {string}
             */
            adherenceType?: "agentUtterance" | "manual";
        };
        /** @description A stage of a playbook. */
        PlaybookStage: {
            /** @description Id of the stage. */
            stageId: string;
            /** @description Its name. */
            name: string;
            /** @description Its steps. */
            steps: components["schemas"]["PlaybookStep"][];
        };
        /** @description A playbook that was open during the segment. */
        PlaybookRun: {
            /** @description Id of the run. */
            _id: string;
            /** @description `acl-` and a UUID. */
            playbookId: string;
            /**
             * @description Always there, or called up by an event.
             * @enum {string}
             */
            type: "primary" | "dynamic";
            /** @description What opened it: `auto`, or `manual` where the agent did. */
            triggerType: string;
            /** @description Language. */
            language: string;
            /**
             * @description Whether steps have an order.
             * @enum {string}
             */
            order: "sequential" | "random";
            /**
             * Format: date-time
             * @description Begin.
             */
            openedAt: string;
            /**
             * Format: date-time
             * @description End.
             */
            closedAt: string;
            /** @description Steps kept. */
            adheredSteps: number;
            /** @description Percentage of steps kept. */
            adherenceRate: number;
            /** @description Its stages with their steps. */
            stages: components["schemas"]["PlaybookStage"][];
            /** @description Number of steps by name of the stage. */
            totalStages: {
                [key: string]: number;
            };
        };
        /** @description A coaching rule that fired during the segment. */
        CoachingRun: {
            /** @description Id of the run. */
            _id: string;
            /** @description `acr-` and a UUID. */
            ruleId: string;
            /** @description Name of the rule. */
            ruleName: string;
            /** @description `ms-` id of the message that fired it. */
            messageId: string;
            /**
             * Format: date-time
             * @description When.
             */
            triggeredAt: string;
            /**
             * @description What the rule did.
             * @enum {string}
             */
            actionType: "nudge" | "hint" | "email_manager";
            /** @description Id of that action. */
            actionId: string;
            /**
             * @description Its tone.
             * @enum {string}
             */
            expression: "positive" | "neutral" | "alert" | "warning" | "critical";
            /** @description What the agent saw. */
            message: {
                /** @description Heading. */
                title: string;
                /** @description Text. */
                body: string;
            };
            /** @description Who was written to. */
            emails: string[];
            /** @description What counts as followed. */
            adherence: {
                /** @description In words. */
                criteria: string;
            };
            /** @description Whether the agent followed. */
            isAdhered: boolean;
            /**
             * Format: date-time
             * @description When; only when followed.
             */
            adheredAt?: string;
        };
        /** @description An exchange with the agentic assistant. */
        AgenticActivity: {
            /** @description What the customer said. */
            utterance: string;
            /** @description `aa-` and a UUID. */
            requestId: string;
            /**
             * Format: date-time
             * @description When it was asked.
             */
            requestTime: string;
            /** @description Status of the request, as text. */
            reqStatus: string;
            /** @description What came back. */
            response: {
                /**
                 * @description Kind.
                 * @enum {string}
                 */
                type: "suggestion" | "text";
                /** @description Text. */
                content: string;
            }[];
            /**
             * Format: date-time
             * @description When it was answered.
             */
            responseTime: string;
            /** @description Status of the answer, as a number. */
            resStatus: number;
            /** @description Where it belongs. */
            sessionInfo: {
                /** @description Session with the bot. */
                botSessionID: string;
            };
            /** @description Id of the agent. */
            participantId: string;
            /** @description Whether the answer came bit by bit. */
            streaming: boolean;
            /** @description What the agent did with it. */
            usageDetails?: {
                /**
                 * @description Sent on or copied.
                 * @enum {string}
                 */
                usedType: "send" | "copy";
            };
            feedback?: components["schemas"]["SuggestionFeedback"];
        };
        /** @description The part of a conversation that one agent led. */
        Segment: {
            /** @description Id given by the customer's contact centre. */
            conversationID: string;
            /** @description Session with the bot that came before. */
            botSessionID?: string;
            /**
             * @description Whether it was written or spoken.
             * @enum {string}
             */
            channel: "chat" | "voice" | "email";
            /** @description `ac-` and an id. */
            segmentID: string;
            agent: components["schemas"]["SegmentAgent"];
            /** @description What the bot noted. */
            tags: components["schemas"]["SegmentTag"][];
            summary?: components["schemas"]["SegmentSummary"];
            /**
             * Format: date-time
             * @description UTC.
             */
            segmentStartTime: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            segmentEndTime: string;
            /** @description What the agent looked for or ran. */
            agentActions: components["schemas"]["AgentAction"][];
            /** @description What was offered unasked. */
            proActiveSuggestions: components["schemas"]["ProactiveSuggestion"][];
            /** @description The queue; only with the vendor's own contact-centre desktop. */
            queueInfo?: {
                /** @description `qu-` and an id. */
                queueId: string;
                /** @description Its name. */
                queueName: string;
            };
            /** @description Clicks that scrolled up. */
            countScrollUp: number;
            /** @description Clicks that scrolled down. */
            countScrollDn: number;
            /** @description Whether the agent read the welcome. */
            isWelcomeMsgRead: boolean;
            /** @description Links the agent followed. */
            linksClicked: components["schemas"]["ClickedLink"][];
            /** @description Playbooks that were open. */
            playbookRuntimeData: components["schemas"]["PlaybookRun"][];
            /** @description Coaching rules that fired. */
            coachingRuntimeData: components["schemas"]["CoachingRun"][];
            /** @description Only with `includeAgenticData`. */
            agenticActivities?: components["schemas"]["AgenticActivity"][];
        };
        /** @description A page of segments. */
        InteractionsResponse: {
            /** @description Segments in this answer; not a grand total. */
            numResults: number;
            /** @description Whether there are segments after this page. */
            hasMore: boolean;
            /** @description By start, oldest first. */
            data: components["schemas"]["Segment"][];
        };
        /** @description Filters; all given ones must be met. */
        InteractionsFilter: {
            /** @description Segments of these conversations. */
            conversationIds?: string[];
            /** @description Segments of these bot sessions. */
            sessionIds?: string[];
            /** @description Segments of these channels (`chat`, `voice`, `email`). */
            channels?: string[];
            /** @description Segments of these agents. */
            agentIds?: string[];
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
        /** @description Keeps what has one of the values. */
        WidgetFilter: {
            /**
             * @description Where the field is: a user tag (`userType`), a session tag (`sessionType`), a message tag (`messageType`) or a field
             *     of the Sessions data set (`sessions`). Any case. An unknown source matches nothing.
             */
            filterSource: string;
            /** @description Name of the tag or field. */
            fieldName: string;
            /** @description Values of which one must be met. */
            values: (string | number | boolean)[];
        };
        /** @description Filters on top of the widget's own; a row must meet all of them. What the query says may stand here too. */
        WidgetFilters: {
            /**
             * Format: iso-day-or-time
             * @description Lower bound, a day or an instant, UTC.
             */
            startDate?: string;
            /**
             * Format: iso-day-or-time
             * @description Upper bound, a day (to its end) or an instant, UTC.
             */
            endDate?: string;
            /**
             * @description Most rows in the answer. Older clients send -1 for all of them.
             * @default 50
             */
            limit?: number;
            /**
             * @description Rows to leave out at the beginning.
             * @default 0
             */
            skip?: number;
            /** @description The vendor's table calls it required; a call without it is answered like GET. */
            customFilters?: components["schemas"]["WidgetFilter"][];
        };
        /** @description Unique users by day or hour. */
        UserEngagementTrendV1: {
            /** @description One object for each day of the range. */
            results: components["schemas"]["TrendPoint"][];
            /** @description Number of points. */
            totalResults: number;
        };
        /**
         * @description A channel.
         * @default rtm
         * @enum {string}
         */
        ChannelTypeOfGet: "rtm" | "kore" | "sms" | "email" | "slack" | "twitter" | "msteams" | "facebook" | "api" | "skype" | "skypeforbusiness" | "spark" | "wfacebook" | "ringcentral" | "jabber" | "yammer" | "alexa" | "twiliovoice" | "telegram" | "ivr" | "ivrVoice" | "smartassist" | "line" | "liveperson" | "googleactions" | "hangoutchat" | "mattermost" | "rcs" | "korevg";
        /** @description Time that went by before the bot was heard, in milliseconds; only with `includeLatency`, in calls. */
        MessageLatency: {
            /** @description Sum of the three durations. */
            totalMs: number;
            /** @description Understanding what was spoken. */
            asr: {
                /** @description Duration. */
                durationMs: number;
                /**
                 * @description Who did it.
                 * @enum {string}
                 */
                provider: "google" | "azure" | "deepgram" | "kore";
                /** @description How sure. */
                confidenceScore: number;
            };
            /** @description Finding the answer. */
            bot: {
                /** @description Duration. */
                durationMs: number;
            };
            /** @description Speaking it. */
            tts: {
                /** @description Duration. */
                durationMs: number;
                /** @description Who did it. */
                provider: string;
                /** @description Characters. */
                utteranceLengthChars: number;
                /** @description Length of the speech. */
                audioLengthMs: number;
                /** @description Whether it was sent while it was made. */
                streamingEnabled: boolean;
                /** @description Until the first byte. */
                firstByteMs: number;
            };
        };
        /** @description A message of a session. */
        Message: {
            /** @description `ms-` and a UUID. */
            _id: string;
            /** @description The bot. */
            botId: string;
            /** @description The organisation. */
            orgId?: string;
            /** @description The account. */
            accountId?: string;
            /**
             * @description Of the person or of the bot.
             * @enum {string}
             */
            type: "incoming" | "outgoing";
            /**
             * @description How far it got.
             * @enum {string}
             */
            status: "received" | "queued" | "in progress" | "delivered" | "pending" | "sent to cs";
            /** @description `u-` id of the person. */
            createdBy: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            createdOn: string;
            /** @description `u-` id. */
            lmodifiedBy?: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            lmodifiedOn?: string;
            /** @description The same instant in milliseconds since 1970, or a few later. */
            timestampValue: number;
            /** @description The session. */
            sessionId: string;
            /** @description Channel. */
            chnl: string;
            /** @description Language. */
            lang: string;
            /** @description Channel and the person's address there. */
            channels: {
                /** @description Channel. */
                type: string;
                /** @description Address. */
                channelUId: string;
            }[];
            /** @description Its parts. */
            components: components["schemas"]["MessageComponent"][];
            /** @description Name of the task that the message belongs to; only in a task, with the bot. */
            tN?: string;
            /**
             * @description Internal.
             * @enum {integer}
             */
            isBB?: 0 | 1;
            /** @description 0 alert, 1 text, 2 action, 3 other. */
            ms?: number;
            /**
             * @description Internal.
             * @enum {integer}
             */
            isD?: 0 | 1;
            /** @description Internal. */
            __v?: number;
            /** @description Internal. */
            sT?: number;
            /** @description Internal. */
            cluster_id?: string;
            /** @description Internal. */
            resourceid?: string;
            /** @description What the bot noted. */
            tags: {
                /** @description About the message. */
                messageTags: components["schemas"]["SessionTag"][];
                /** @description About the person. */
                userTags: components["schemas"]["SessionTag"][];
                /** @description About the session. */
                sessionTags: components["schemas"]["SessionTag"][];
            };
            /** @description Of a message of the person; only with `includeTraceId`. */
            traceId?: string;
            /** @description Human agent who wrote it; only with `getAgentsInfo`. */
            author?: {
                /** @description Id of the agent. */
                id: string;
                /**
                 * @description Which side.
                 * @enum {string}
                 */
                type: "AGENT";
                /** @description Given name. */
                firstName?: string;
                /** @description Family name. */
                lastName?: string;
                /** @description Full name. */
                name?: string;
                /** @description Address. */
                email?: string;
            };
            latency?: components["schemas"]["MessageLatency"];
        };
        /** @description A page of messages. */
        MessagesResponse: {
            /** @description Messages that match, on all pages. */
            total: number;
            /** @description Whether there are messages after this page. */
            moreAvailable: boolean;
            /** @description Picture of the bot. */
            icon?: string;
            /** @description Newest first, unless `forward`. */
            messages: components["schemas"]["Message"][];
        };
        /**
         * @description A channel.
         * @enum {string}
         */
        ChannelType: "rtm" | "kore" | "sms" | "email" | "slack" | "twitter" | "msteams" | "facebook" | "api" | "skype" | "skypeforbusiness" | "spark" | "wfacebook" | "ringcentral" | "jabber" | "yammer" | "alexa" | "twiliovoice" | "telegram" | "ivr" | "ivrVoice" | "smartassist" | "line" | "liveperson" | "googleactions" | "hangoutchat" | "mattermost" | "rcs" | "korevg";
        /** @description Which messages, and which part of them. Flags may be the words `true` and `false` as text. */
        MessagesRequest: {
            /** @description E-mail address, id given by the enterprise, or Kore's own id of the person. */
            userId?: string;
            /**
             * @description Messages to leave out at the beginning.
             * @default 0
             */
            skip?: number;
            /** @description Another name of `skip`. */
            offset?: number;
            /**
             * @description Most messages in one answer.
             * @default 100
             */
            limit?: number;
            channelType?: components["schemas"]["ChannelType"];
            /** @description Keeps the messages of this instance of an IVR. */
            ivrInstID?: string;
            /**
             * Format: iso-day-or-time
             * @description Lower bound, a day or an instant. Without it, 7 days before `dateTo`. Not together with `msgId`.
             */
            dateFrom?: string;
            /**
             * Format: iso-day-or-time
             * @description Upper bound, a day (to its end) or an instant. Without it, 7 days after `dateFrom`, and the present when neither is
             *     given. Not together with `msgId`.
             */
            dateTo?: string;
            /**
             * @description Adds who wrote the messages of human agents.
             * @default false
             */
            getAgentsInfo?: boolean;
            /**
             * @description Shows what was typed into forms.
             * @default false
             */
            includeSecureForm?: boolean;
            /** @description Keeps the messages of these sessions. One id may stand alone instead of in a list. */
            sessionId?: string[];
            /** @description Keeps the messages of the call with this external id. */
            callId?: string;
            tags?: components["schemas"]["TagFilter"];
            /**
             * @description Oldest first.
             * @default false
             */
            forward?: boolean;
            /** @description Starts from this message. */
            msgId?: string;
            /**
             * @description With `msgId`: below 0 older messages, 0 both sides, above 0 newer ones.
             * @default 1
             */
            direction?: number;
            /**
             * @description Adds the trace id to messages of the person, for 30 days.
             * @default false
             */
            includeTraceId?: boolean;
            /**
             * @description Adds how long the bot took to its messages in calls.
             * @default false
             */
            includeLatency?: boolean;
        };
        /** @description Which messages, and which part of them; more at once. Flags may be the words `true` and `false` as text. */
        MessagesRequestV2: {
            /** @description E-mail address, id given by the enterprise, or Kore's own id of the person. */
            userId?: string;
            /**
             * @description Messages to leave out at the beginning.
             * @default 0
             */
            skip?: number;
            /** @description Another name of `skip`. */
            offset?: number;
            /**
             * @description Most messages in one answer.
             * @default 100
             */
            limit?: number;
            channelType?: components["schemas"]["ChannelType"];
            /** @description Keeps the messages of this instance of an IVR. */
            ivrInstID?: string;
            /**
             * Format: iso-day-or-time
             * @description Lower bound, a day or an instant. Without it, 7 days before `dateTo`. Not together with `msgId`.
             */
            dateFrom?: string;
            /**
             * Format: iso-day-or-time
             * @description Upper bound, a day (to its end) or an instant. Without it, 7 days after `dateFrom`, and the present when neither is
             *     given. Not together with `msgId`.
             */
            dateTo?: string;
            /**
             * @description Adds who wrote the messages of human agents.
             * @default false
             */
            getAgentsInfo?: boolean;
            /**
             * @description Shows what was typed into forms.
             * @default false
             */
            includeSecureForm?: boolean;
            /** @description Keeps the messages of these sessions. One id may stand alone instead of in a list. */
            sessionId?: string[];
            /** @description Keeps the messages of the call with this external id. */
            callId?: string;
            tags?: components["schemas"]["TagFilter"];
            /**
             * @description Oldest first.
             * @default false
             */
            forward?: boolean;
            /** @description Starts from this message. */
            msgId?: string;
            /**
             * @description With `msgId`: below 0 older messages, 0 both sides, above 0 newer ones.
             * @default 1
             */
            direction?: number;
            /**
             * @description Adds the trace id to messages of the person, for 30 days.
             * @default false
             */
            includeTraceId?: boolean;
            /**
             * @description Adds how long the bot took to its messages in calls.
             * @default false
             */
            includeLatency?: boolean;
        };
        /** @description A message without what few need. */
        MessageLite: {
            /** @description `ms-` and a UUID. */
            _id: string;
            /** @description The bot. */
            botId: string;
            /** @description The organisation. */
            orgId: string;
            /** @description The account. */
            accountId: string;
            /**
             * @description Of the person or of the bot.
             * @enum {string}
             */
            type: "incoming" | "outgoing";
            /** @description How far it got. */
            status: string;
            /** @description `u-` id of the person. */
            createdBy: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            createdOn: string;
            /** @description The same instant in milliseconds since 1970, or a few later. */
            timestampValue: number;
            /** @description The session. */
            sessionId: string;
            /** @description Language. */
            lang: string;
            /** @description Channel. */
            chnl: string;
            /** @description Its parts. */
            components: components["schemas"]["MessageComponent"][];
            /** @description Who wrote to whom. */
            channels: {
                /** @description Writer. */
                from: string;
                /** @description Reader. */
                to: string;
                /** @description Address of the person. */
                channelUId: string;
            }[];
        };
        /** @description A page of slim messages. */
        MessagesLiteResponse: {
            /** @description Messages that match, on all pages. */
            total: number;
            /** @description Whether there are messages after this page. */
            moreAvailable: boolean;
            /** @description Newest first. */
            messages: components["schemas"]["MessageLite"][];
        };
        /** @description Which messages. */
        MessagesLiteRequest: {
            /** @description E-mail address, id given by the enterprise, or Kore's own id of the person. */
            userId?: string;
            /** @description Keeps the messages of this session. */
            sessionId?: string;
            /**
             * Format: iso-day-or-time
             * @description Lower bound.
             */
            dateFrom?: string;
            /**
             * Format: iso-day-or-time
             * @description Upper bound.
             */
            dateTo?: string;
            channelType?: components["schemas"]["ChannelType"];
            /** @description Keeps messages of the person, of the bot. */
            type?: ("incoming" | "outgoing")[];
            /**
             * @description Messages to leave out at the beginning.
             * @default 0
             */
            skip?: number;
            /** @description Another name of `skip`. */
            offset?: number;
            /**
             * @description Most messages in one answer.
             * @default 5
             */
            limit?: number;
            /** @description Keeps messages of developers, or those of others. */
            isDeveloper?: boolean;
            /** @description Address of the person on the channel. */
            channelUId?: string;
        };
        /** @description An answer of the assistant. */
        AgenticResponse: {
            /** @description `agentic`. */
            serviceType: string;
            /** @description Status of the request, as text. */
            reqStatus: string;
            /** @description Status of the answer, as a number. */
            resStatus: number;
            /** @description Its parts. */
            response: {
                /**
                 * @description Kind.
                 * @enum {string}
                 */
                type: "suggestion" | "text";
                /** @description Text. */
                content: string;
            }[];
            /** @description The session of the agentic platform behind it. */
            sessionInfo: {
                /** @description `idle`. */
                status?: string;
                /** @description The agent, as the desktop names them. */
                userReference?: string;
                /** @description The conversation, as the desktop names it. */
                sessionReference?: string;
                /** @description The agent's user there. */
                userId?: string;
                /** @description `s-` and an id. */
                sessionId?: string;
                /** @description `r-` and an id. */
                runId?: string;
                /** @description `aa-` and an id. */
                appId?: string;
                /** @description Empty. */
                attachments?: {
                    [key: string]: unknown;
                }[];
                /**
                 * @description Whether it waits for more.
                 * @enum {string}
                 */
                conversationState?: "AWAITING_INPUT" | "COMPLETED";
                /** @description Name of the agentic agent. */
                activeConversationAgent?: string;
                /** @description Another agentic agent that took over in a call. */
                voiceAgentSwitch?: {
                    /** @description Its name. */
                    agentName?: string;
                    /** @description What became of the task. */
                    taskStatus?: string;
                };
                /** @description `AIS-AA`. */
                source?: string;
            };
            /**
             * Format: date-time
             * @description UTC.
             */
            receivedAt: string;
        };
        /** @description A request to the agentic assistant and what came back. */
        AgenticExchange: {
            /** @description `aa-` and a UUID; of a search `ua-`. */
            requestId: string;
            /** @description The conversation. */
            conversationId: string;
            /** @description The bot. */
            botId: string;
            /** @description The account. */
            accountId: string;
            /** @description The organisation. */
            orgId: string;
            /** @description What was asked. */
            query: string;
            /** @description Whether the agent put something else in its place. */
            override: boolean;
            /** @description Whether the agent asked by hand. */
            isSearch: boolean;
            /** @description `an-` id of the agent. */
            participantId: string;
            /**
             * Format: date-time
             * @description UTC.
             */
            timestamp: string;
            /** @description Language. */
            language: string;
            /**
             * @description Whether it was written, mail included, or spoken.
             * @enum {string}
             */
            experience: "chat" | "voice";
            /** @description What came back. */
            responses: components["schemas"]["AgenticResponse"][];
        };
        /** @description A page of exchanges. */
        AgenticHistory: {
            /** @description Oldest first. */
            results: components["schemas"]["AgenticExchange"][];
            /** @description Exchanges, on all pages. */
            totalCount: number;
            /** @description Number of the page. */
            page: number;
            /** @description Pages that it takes. */
            totalPages: number;
            /** @description Size of a page. */
            limit: number;
            /** @description Whether there is a page after this one. */
            hasMore: boolean;
        };
    };
    responses: {
        /** @description A rule between fields is broken, or a bot, dashboard or widget of that name does not exist. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description No token, no valid token, or a token without the right to do this. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description There is no such path. */
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
        /** @description The path exists, the verb does not. */
        MethodNotAllowed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errors": [
                 *         {
                 *           "msg": "Method Not Allowed",
                 *           "code": 405
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description The request did not come to its end in time. */
        Timeout: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errors": [
                 *         {
                 *           "msg": "Request Timeout",
                 *           "code": 408
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
                 *               "property": "body.limit",
                 *               "message": "must be an integer; found \"ten\""
                 *             }
                 *           ]
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description The body has more bytes than the mock reads. */
        BodyTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errors": [
                 *         {
                 *           "msg": "Payload Too Large",
                 *           "code": 413
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description The URL, or a part of its path, is longer than the mock reads. */
        UrlTooLong: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errors": [
                 *         {
                 *           "msg": "URI Too Long",
                 *           "code": 414
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description The header `expect` asks for something else than `100-continue`. */
        Expectation: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errors": [
                 *         {
                 *           "msg": "Expectation Failed",
                 *           "code": 417
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description The quota of a minute or of an hour is used up. */
        TooManyRequests: {
            headers: {
                /** @description Seconds until the next call can succeed. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description The headers are more, or longer, than the mock reads. */
        HeadersTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errors": [
                 *         {
                 *           "msg": "Request Header Fields Too Large",
                 *           "code": 431
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description Something broke; here only when a fault is set. */
        ServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errors": [
                 *         {
                 *           "msg": "Internal Server Error",
                 *           "code": 500
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description The body comes in a transfer coding that is not known. */
        NotImplemented: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errors": [
                 *         {
                 *           "msg": "Not Implemented",
                 *           "code": 501
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description Answers that take long are waited for by too many, or the mock is ending; here the former only when more than 256 of them wait, and then for who has asked for most of them. */
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
                 *           "code": 503
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description The request is of a version of HTTP that is not spoken. */
        HttpVersion: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errors": [
                 *         {
                 *           "msg": "HTTP Version Not Supported",
                 *           "code": 505
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
    getUserEngagementTrend: {
        parameters: {
            query: {
                /** @description Whether a day is one number or 24. An empty value means `hourly`. */
                aggregation_type?: "daily" | "hourly";
                /**
                 * @description First day, in the time zone asked for.
                 * @example 2025-12-01
                 */
                start_date: string;
                /**
                 * @description Last day; it belongs to the range.
                 * @example 2025-12-05
                 */
                end_date: string;
                /** @description Kind of conversation that is counted: with at least one message of the person, or with messages of the bot only. */
                conversationType?: "All" | "Interactive" | "Non Interactive";
                /** @description Whether conversations under way, ended ones, or both are counted. */
                conversationStatus?: "All" | "Active" | "Closed";
                /**
                 * @description Channel names, separated by commas or repeated. `All` is every channel.
                 * @example [
                 *       "rtm"
                 *     ]
                 */
                channels?: string[];
                /**
                 * @description IANA name of the zone in which days and hours are cut; in spite of its name not an offset.
                 * @example Asia/Kolkata
                 */
                timeZoneOffset?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Id of the bot, under the name that this API gives it.
                 * @example st-841b5cd4-6393-5561-9218-34e3c6200001
                 */
                streamId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Totals, the three trends and an echo of the filters. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserEngagementTrend"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["Timeout"];
            412: components["responses"]["Invalid"];
            413: components["responses"]["BodyTooLarge"];
            414: components["responses"]["UrlTooLong"];
            417: components["responses"]["Expectation"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ServerError"];
            501: components["responses"]["NotImplemented"];
            503: components["responses"]["Unavailable"];
            505: components["responses"]["HttpVersion"];
        };
    };
    getSessions: {
        parameters: {
            query?: {
                /**
                 * @description Keeps the sessions that ended this way: the person left (`dropOff`), the bot did all of it (`selfService`), or a human
                 *     agent was called in (`agent`). Without it all three kinds are returned.
                 * @example agent
                 */
                containmentType?: "dropOff" | "selfService" | "agent";
                /**
                 * @description Keeps the voice session with this external call id.
                 * @example CA9da0c1b2a3948576a0b1c2d3e4f50001
                 */
                callId?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Id of the bot, also called stream or app: `st-` and a UUID. Any letters, digits and hyphens may follow `st-` here, 125 at most.
                 * @example st-841b5cd4-6393-5561-9218-34e3c6200001
                 */
                botId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SessionsRequest"];
            };
        };
        responses: {
            /** @description A page of sessions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionsResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["Timeout"];
            412: components["responses"]["Invalid"];
            413: components["responses"]["BodyTooLarge"];
            414: components["responses"]["UrlTooLong"];
            417: components["responses"]["Expectation"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ServerError"];
            501: components["responses"]["NotImplemented"];
            503: components["responses"]["Unavailable"];
            505: components["responses"]["HttpVersion"];
        };
    };
    getAccountSessions: {
        parameters: {
            query?: {
                /**
                 * @description Keeps the sessions that ended this way: the person left (`dropOff`), the bot did all of it (`selfService`), or a human
                 *     agent was called in (`agent`). Without it all three kinds are returned.
                 * @example agent
                 */
                containmentType?: "dropOff" | "selfService" | "agent";
                /**
                 * @description Keeps the voice session with this external call id.
                 * @example CA9da0c1b2a3948576a0b1c2d3e4f50001
                 */
                callId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SessionsRequest"];
            };
        };
        responses: {
            /** @description A page of sessions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionsResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["Timeout"];
            412: components["responses"]["Invalid"];
            413: components["responses"]["BodyTooLarge"];
            414: components["responses"]["UrlTooLong"];
            417: components["responses"]["Expectation"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ServerError"];
            501: components["responses"]["NotImplemented"];
            503: components["responses"]["Unavailable"];
            505: components["responses"]["HttpVersion"];
        };
    };
    listConversations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the bot, also called stream or app: `st-` and a UUID. Any letters, digits and hyphens may follow `st-` here, 125 at most.
                 * @example st-841b5cd4-6393-5561-9218-34e3c6200001
                 */
                botId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConversationsRequest"];
            };
        };
        responses: {
            /** @description A page of conversations. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationsResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["Timeout"];
            412: components["responses"]["Invalid"];
            413: components["responses"]["BodyTooLarge"];
            414: components["responses"]["UrlTooLong"];
            417: components["responses"]["Expectation"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ServerError"];
            501: components["responses"]["NotImplemented"];
            503: components["responses"]["Unavailable"];
            505: components["responses"]["HttpVersion"];
        };
    };
    listInteractions: {
        parameters: {
            query: {
                /**
                 * @description Segments that started at or after this instant, UTC. A day, or a day and a time joined by a blank, a hyphen or `T`,
                 *     with or without a fraction of a second and `Z`.
                 * @example 2026-02-25
                 */
                from: string;
                /**
                 * @description Segments that started at or before this instant, UTC; a day alone reaches to its end. Written as `from`.
                 * @example 2026-02-25
                 */
                to: string;
                /** @description Segments to leave out at the beginning. */
                offset?: number;
                /** @description Most segments in one answer. 0 gives none, yet tells whether there are any. */
                limit?: number;
                /** @description Adds `agenticActivities` to every segment. */
                includeAgenticData?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description Id of the bot, under the name that this API gives it.
                 * @example st-841b5cd4-6393-5561-9218-34e3c6200001
                 */
                streamId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of segments. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InteractionsResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["Timeout"];
            412: components["responses"]["Invalid"];
            413: components["responses"]["BodyTooLarge"];
            414: components["responses"]["UrlTooLong"];
            417: components["responses"]["Expectation"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ServerError"];
            501: components["responses"]["NotImplemented"];
            503: components["responses"]["Unavailable"];
            505: components["responses"]["HttpVersion"];
        };
    };
    queryInteractions: {
        parameters: {
            query: {
                /**
                 * @description Segments that started at or after this instant, UTC. A day, or a day and a time joined by a blank, a hyphen or `T`,
                 *     with or without a fraction of a second and `Z`.
                 * @example 2026-02-25
                 */
                from: string;
                /**
                 * @description Segments that started at or before this instant, UTC; a day alone reaches to its end. Written as `from`.
                 * @example 2026-02-25
                 */
                to: string;
                /** @description Segments to leave out at the beginning. */
                offset?: number;
                /** @description Most segments in one answer. 0 gives none, yet tells whether there are any. */
                limit?: number;
                /** @description Adds `agenticActivities` to every segment. */
                includeAgenticData?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description Id of the bot, under the name that this API gives it.
                 * @example st-841b5cd4-6393-5561-9218-34e3c6200001
                 */
                streamId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["InteractionsFilter"];
            };
        };
        responses: {
            /** @description A page of segments. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InteractionsResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["Timeout"];
            412: components["responses"]["Invalid"];
            413: components["responses"]["BodyTooLarge"];
            414: components["responses"]["UrlTooLong"];
            417: components["responses"]["Expectation"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ServerError"];
            501: components["responses"]["NotImplemented"];
            503: components["responses"]["Unavailable"];
            505: components["responses"]["HttpVersion"];
        };
    };
    getWidgetData: {
        parameters: {
            query: {
                /**
                 * @description Lower bound, a day or an instant, UTC.
                 * @example 2026-03-02
                 */
                startDate: string;
                /**
                 * @description Upper bound, a day (to its end) or an instant, UTC.
                 * @example 2026-03-08
                 */
                endDate: string;
                /** @description Most rows in the answer. Older clients send -1 for all of them. */
                limit?: number;
                /** @description Rows to leave out at the beginning. */
                skip?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Id of the bot, also called stream or app: `st-` and a UUID. Any letters, digits and hyphens may follow `st-` here, 125 at most.
                 * @example st-841b5cd4-6393-5561-9218-34e3c6200001
                 */
                botId: string;
                /**
                 * @description Name of the dashboard, URL-encoded; it is not an id.
                 * @example Operations
                 */
                dashboardName: string;
                /**
                 * @description Name of the widget on that dashboard, URL-encoded.
                 * @example Top Failure Tasks
                 */
                widgetName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The widget and its rows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WidgetData"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["Timeout"];
            412: components["responses"]["Invalid"];
            413: components["responses"]["BodyTooLarge"];
            414: components["responses"]["UrlTooLong"];
            417: components["responses"]["Expectation"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ServerError"];
            501: components["responses"]["NotImplemented"];
            503: components["responses"]["Unavailable"];
            505: components["responses"]["HttpVersion"];
        };
    };
    queryWidgetData: {
        parameters: {
            query?: {
                /**
                 * @description Lower bound, a day or an instant, UTC. Needed here or in the body, which wins.
                 * @example 2026-03-02
                 */
                startDate?: string;
                /**
                 * @description Upper bound, a day (to its end) or an instant, UTC. Needed here or in the body, which wins.
                 * @example 2026-03-08
                 */
                endDate?: string;
                /** @description Most rows in the answer. Older clients send -1 for all of them. */
                limit?: number;
                /** @description Rows to leave out at the beginning. */
                skip?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Id of the bot, also called stream or app: `st-` and a UUID. Any letters, digits and hyphens may follow `st-` here, 125 at most.
                 * @example st-841b5cd4-6393-5561-9218-34e3c6200001
                 */
                botId: string;
                /**
                 * @description Name of the dashboard, URL-encoded; it is not an id.
                 * @example Operations
                 */
                dashboardName: string;
                /**
                 * @description Name of the widget on that dashboard, URL-encoded.
                 * @example Top Failure Tasks
                 */
                widgetName: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["WidgetFilters"];
            };
        };
        responses: {
            /** @description The widget and its rows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WidgetData"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["Timeout"];
            412: components["responses"]["Invalid"];
            413: components["responses"]["BodyTooLarge"];
            414: components["responses"]["UrlTooLong"];
            417: components["responses"]["Expectation"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ServerError"];
            501: components["responses"]["NotImplemented"];
            503: components["responses"]["Unavailable"];
            505: components["responses"]["HttpVersion"];
        };
    };
    getUserEngagementTrendV1: {
        parameters: {
            query: {
                /** @description Whether a day is one number or 24. An empty value means `hourly`. */
                aggregation_type?: "daily" | "hourly";
                /**
                 * @description First day, in the time zone asked for.
                 * @example 2025-12-01
                 */
                start_date: string;
                /**
                 * @description Last day; it belongs to the range.
                 * @example 2025-12-05
                 */
                end_date: string;
                /**
                 * @description Channel names, separated by commas or repeated. `All` is every channel.
                 * @example [
                 *       "rtm"
                 *     ]
                 */
                channels?: string[];
                /**
                 * @description Another name of `channels`.
                 * @example [
                 *       "rtm"
                 *     ]
                 */
                channel?: string[];
            };
            header?: never;
            path: {
                /**
                 * @description Id of the bot, under the name that this API gives it.
                 * @example st-841b5cd4-6393-5561-9218-34e3c6200001
                 */
                streamId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The points. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserEngagementTrendV1"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["Timeout"];
            412: components["responses"]["Invalid"];
            413: components["responses"]["BodyTooLarge"];
            414: components["responses"]["UrlTooLong"];
            417: components["responses"]["Expectation"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ServerError"];
            501: components["responses"]["NotImplemented"];
            503: components["responses"]["Unavailable"];
            505: components["responses"]["HttpVersion"];
        };
    };
    getMessages: {
        parameters: {
            query?: {
                /**
                 * @description E-mail address, id given by the enterprise, or Kore's own id of the person. Needed unless `callId` or `sessionId` is sent.
                 * @example u-b92404aa-f0cd-541f-ad4a-9ed4dd800001
                 */
                userId?: string;
                /** @description Messages to leave out at the beginning. */
                skip?: number;
                /**
                 * @description Another name of `skip`.
                 * @example 0
                 */
                offset?: number;
                /** @description Most messages in one answer. */
                limit?: number;
                /**
                 * @description Keeps the messages of this channel.
                 * @example korevg
                 */
                channelType?: components["schemas"]["ChannelTypeOfGet"];
                /**
                 * @description Keeps the messages of this instance of an IVR.
                 * @example CA9da0c1b2a3948576a0b1c2d3e4f50001
                 */
                ivrInstID?: string;
                /**
                 * @description Lower bound, a day or an instant, UTC. Without it, 7 days before `dateTo`.
                 * @example 2026-03-02
                 */
                dateFrom?: string;
                /**
                 * @description Upper bound, a day (to its end) or an instant, UTC. Without it, 7 days after `dateFrom`; without either, the present.
                 * @example 2026-03-08
                 */
                dateTo?: string;
                /** @description Adds who wrote the messages of human agents. */
                getAgentsInfo?: boolean;
                /** @description Shows what was typed into forms; some tables call it required. */
                includeSecureForm?: boolean;
                /**
                 * @description Keeps the messages of this session, or of these.
                 * @example [
                 *       "69a568a3d1f0c2b4a5000012"
                 *     ]
                 */
                sessionId?: string[];
                /**
                 * @description Keeps the messages of the call with this external id.
                 * @example CA9da0c1b2a3948576a0b1c2d3e4f50001
                 */
                callId?: string;
                /**
                 * @description Keeps the messages that carry tags, written as JSON.
                 * @example {"and":[{"name":"CustomerType","values":["Gold"]}]}
                 */
                tags?: components["schemas"]["TagFilter"];
                /** @description Adds the trace id to messages of the person, for 30 days. */
                includeTraceId?: boolean;
                /** @description Adds how long the bot took to its messages in calls. */
                includeLatency?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description Id of the bot, also called stream or app: `st-` and a UUID. Any letters, digits and hyphens may follow `st-` here, 125 at most.
                 * @example st-841b5cd4-6393-5561-9218-34e3c6200001
                 */
                botId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of messages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagesResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["Timeout"];
            412: components["responses"]["Invalid"];
            413: components["responses"]["BodyTooLarge"];
            414: components["responses"]["UrlTooLong"];
            417: components["responses"]["Expectation"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ServerError"];
            501: components["responses"]["NotImplemented"];
            503: components["responses"]["Unavailable"];
            505: components["responses"]["HttpVersion"];
        };
    };
    postMessages: {
        parameters: {
            query?: {
                /**
                 * @description E-mail address, id given by the enterprise, or Kore's own id of the person.
                 * @example u-b92404aa-f0cd-541f-ad4a-9ed4dd800001
                 */
                userId?: string;
                /** @description Messages to leave out at the beginning. */
                skip?: number;
                /**
                 * @description Another name of `skip`.
                 * @example 0
                 */
                offset?: number;
                /** @description Most messages in one answer. */
                limit?: number;
                /**
                 * @description Keeps the messages of this channel.
                 * @example korevg
                 */
                channelType?: components["schemas"]["ChannelType"];
                /**
                 * @description Keeps the messages of this instance of an IVR.
                 * @example CA9da0c1b2a3948576a0b1c2d3e4f50001
                 */
                ivrInstID?: string;
                /**
                 * @description Lower bound, a day or an instant, UTC. Without it, 7 days before `dateTo`.
                 * @example 2026-03-02
                 */
                dateFrom?: string;
                /**
                 * @description Upper bound, a day (to its end) or an instant, UTC. Without it, 7 days after `dateFrom`; without either, the present.
                 * @example 2026-03-08
                 */
                dateTo?: string;
                /** @description Adds who wrote the messages of human agents. */
                getAgentsInfo?: boolean;
                /** @description Shows what was typed into forms; some tables call it required. */
                includeSecureForm?: boolean;
                /**
                 * @description Keeps the messages of this session, or of these.
                 * @example [
                 *       "69a568a3d1f0c2b4a5000012"
                 *     ]
                 */
                sessionId?: string[];
                /**
                 * @description Keeps the messages of the call with this external id.
                 * @example CA9da0c1b2a3948576a0b1c2d3e4f50001
                 */
                callId?: string;
                /**
                 * @description Keeps the messages that carry tags, written as JSON.
                 * @example {"and":[{"name":"CustomerType","values":["Gold"]}]}
                 */
                tags?: components["schemas"]["TagFilter"];
                /** @description Adds the trace id to messages of the person, for 30 days. */
                includeTraceId?: boolean;
                /** @description Adds how long the bot took to its messages in calls. */
                includeLatency?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description Id of the bot, also called stream or app: `st-` and a UUID. Any letters, digits and hyphens may follow `st-` here, 125 at most.
                 * @example st-841b5cd4-6393-5561-9218-34e3c6200001
                 */
                botId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MessagesRequest"];
            };
        };
        responses: {
            /** @description A page of messages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagesResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["Timeout"];
            412: components["responses"]["Invalid"];
            413: components["responses"]["BodyTooLarge"];
            414: components["responses"]["UrlTooLong"];
            417: components["responses"]["Expectation"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ServerError"];
            501: components["responses"]["NotImplemented"];
            503: components["responses"]["Unavailable"];
            505: components["responses"]["HttpVersion"];
        };
    };
    postAccountMessages: {
        parameters: {
            query?: {
                /**
                 * @description E-mail address, id given by the enterprise, or Kore's own id of the person.
                 * @example u-b92404aa-f0cd-541f-ad4a-9ed4dd800001
                 */
                userId?: string;
                /** @description Messages to leave out at the beginning. */
                skip?: number;
                /**
                 * @description Another name of `skip`.
                 * @example 0
                 */
                offset?: number;
                /** @description Most messages in one answer. */
                limit?: number;
                /**
                 * @description Keeps the messages of this channel.
                 * @example korevg
                 */
                channelType?: components["schemas"]["ChannelType"];
                /**
                 * @description Keeps the messages of this instance of an IVR.
                 * @example CA9da0c1b2a3948576a0b1c2d3e4f50001
                 */
                ivrInstID?: string;
                /**
                 * @description Lower bound, a day or an instant, UTC. Without it, 7 days before `dateTo`.
                 * @example 2026-03-02
                 */
                dateFrom?: string;
                /**
                 * @description Upper bound, a day (to its end) or an instant, UTC. Without it, 7 days after `dateFrom`; without either, the present.
                 * @example 2026-03-08
                 */
                dateTo?: string;
                /** @description Adds who wrote the messages of human agents. */
                getAgentsInfo?: boolean;
                /** @description Shows what was typed into forms; some tables call it required. */
                includeSecureForm?: boolean;
                /**
                 * @description Keeps the messages of this session, or of these.
                 * @example [
                 *       "69a568a3d1f0c2b4a5000012"
                 *     ]
                 */
                sessionId?: string[];
                /**
                 * @description Keeps the messages of the call with this external id.
                 * @example CA9da0c1b2a3948576a0b1c2d3e4f50001
                 */
                callId?: string;
                /**
                 * @description Keeps the messages that carry tags, written as JSON.
                 * @example {"and":[{"name":"CustomerType","values":["Gold"]}]}
                 */
                tags?: components["schemas"]["TagFilter"];
                /** @description Adds the trace id to messages of the person, for 30 days. */
                includeTraceId?: boolean;
                /** @description Adds how long the bot took to its messages in calls. */
                includeLatency?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MessagesRequest"];
            };
        };
        responses: {
            /** @description A page of messages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagesResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["Timeout"];
            412: components["responses"]["Invalid"];
            413: components["responses"]["BodyTooLarge"];
            414: components["responses"]["UrlTooLong"];
            417: components["responses"]["Expectation"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ServerError"];
            501: components["responses"]["NotImplemented"];
            503: components["responses"]["Unavailable"];
            505: components["responses"]["HttpVersion"];
        };
    };
    getMessagesV2: {
        parameters: {
            query?: {
                /**
                 * @description E-mail address, id given by the enterprise, or Kore's own id of the person. Needed unless `callId` or `sessionId` is sent.
                 * @example u-b92404aa-f0cd-541f-ad4a-9ed4dd800001
                 */
                userId?: string;
                /** @description Messages to leave out at the beginning. */
                skip?: number;
                /**
                 * @description Another name of `skip`.
                 * @example 0
                 */
                offset?: number;
                /** @description Most messages in one answer. */
                limit?: number;
                /**
                 * @description Keeps the messages of this channel.
                 * @example korevg
                 */
                channelType?: components["schemas"]["ChannelTypeOfGet"];
                /**
                 * @description Keeps the messages of this instance of an IVR.
                 * @example CA9da0c1b2a3948576a0b1c2d3e4f50001
                 */
                ivrInstID?: string;
                /**
                 * @description Lower bound, a day or an instant, UTC. Without it, 7 days before `dateTo`.
                 * @example 2026-03-02
                 */
                dateFrom?: string;
                /**
                 * @description Upper bound, a day (to its end) or an instant, UTC. Without it, 7 days after `dateFrom`; without either, the present.
                 * @example 2026-03-08
                 */
                dateTo?: string;
                /** @description Adds who wrote the messages of human agents. */
                getAgentsInfo?: boolean;
                /** @description Shows what was typed into forms; some tables call it required. */
                includeSecureForm?: boolean;
                /**
                 * @description Keeps the messages of this session, or of these.
                 * @example [
                 *       "69a568a3d1f0c2b4a5000012"
                 *     ]
                 */
                sessionId?: string[];
                /**
                 * @description Keeps the messages of the call with this external id.
                 * @example CA9da0c1b2a3948576a0b1c2d3e4f50001
                 */
                callId?: string;
                /**
                 * @description Keeps the messages that carry tags, written as JSON.
                 * @example {"and":[{"name":"CustomerType","values":["Gold"]}]}
                 */
                tags?: components["schemas"]["TagFilter"];
                /** @description Adds the trace id to messages of the person, for 30 days. */
                includeTraceId?: boolean;
                /** @description Adds how long the bot took to its messages in calls. */
                includeLatency?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description Id of the bot, also called stream or app: `st-` and a UUID. Any letters, digits and hyphens may follow `st-` here, 125 at most.
                 * @example st-841b5cd4-6393-5561-9218-34e3c6200001
                 */
                botId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of messages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagesResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["Timeout"];
            412: components["responses"]["Invalid"];
            413: components["responses"]["BodyTooLarge"];
            414: components["responses"]["UrlTooLong"];
            417: components["responses"]["Expectation"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ServerError"];
            501: components["responses"]["NotImplemented"];
            503: components["responses"]["Unavailable"];
            505: components["responses"]["HttpVersion"];
        };
    };
    postMessagesV2: {
        parameters: {
            query?: {
                /**
                 * @description E-mail address, id given by the enterprise, or Kore's own id of the person.
                 * @example u-b92404aa-f0cd-541f-ad4a-9ed4dd800001
                 */
                userId?: string;
                /** @description Messages to leave out at the beginning. */
                skip?: number;
                /**
                 * @description Another name of `skip`.
                 * @example 0
                 */
                offset?: number;
                /** @description Most messages in one answer. */
                limit?: number;
                /**
                 * @description Keeps the messages of this channel.
                 * @example korevg
                 */
                channelType?: components["schemas"]["ChannelType"];
                /**
                 * @description Keeps the messages of this instance of an IVR.
                 * @example CA9da0c1b2a3948576a0b1c2d3e4f50001
                 */
                ivrInstID?: string;
                /**
                 * @description Lower bound, a day or an instant, UTC. Without it, 7 days before `dateTo`.
                 * @example 2026-03-02
                 */
                dateFrom?: string;
                /**
                 * @description Upper bound, a day (to its end) or an instant, UTC. Without it, 7 days after `dateFrom`; without either, the present.
                 * @example 2026-03-08
                 */
                dateTo?: string;
                /** @description Adds who wrote the messages of human agents. */
                getAgentsInfo?: boolean;
                /** @description Shows what was typed into forms; some tables call it required. */
                includeSecureForm?: boolean;
                /**
                 * @description Keeps the messages of this session, or of these.
                 * @example [
                 *       "69a568a3d1f0c2b4a5000012"
                 *     ]
                 */
                sessionId?: string[];
                /**
                 * @description Keeps the messages of the call with this external id.
                 * @example CA9da0c1b2a3948576a0b1c2d3e4f50001
                 */
                callId?: string;
                /**
                 * @description Keeps the messages that carry tags, written as JSON.
                 * @example {"and":[{"name":"CustomerType","values":["Gold"]}]}
                 */
                tags?: components["schemas"]["TagFilter"];
                /** @description Adds the trace id to messages of the person, for 30 days. */
                includeTraceId?: boolean;
                /** @description Adds how long the bot took to its messages in calls. */
                includeLatency?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description Id of the bot, also called stream or app: `st-` and a UUID. Any letters, digits and hyphens may follow `st-` here, 125 at most.
                 * @example st-841b5cd4-6393-5561-9218-34e3c6200001
                 */
                botId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MessagesRequestV2"];
            };
        };
        responses: {
            /** @description A page of messages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagesResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["Timeout"];
            412: components["responses"]["Invalid"];
            413: components["responses"]["BodyTooLarge"];
            414: components["responses"]["UrlTooLong"];
            417: components["responses"]["Expectation"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ServerError"];
            501: components["responses"]["NotImplemented"];
            503: components["responses"]["Unavailable"];
            505: components["responses"]["HttpVersion"];
        };
    };
    getMessagesLite: {
        parameters: {
            query: {
                /**
                 * @description E-mail address, id given by the enterprise, or Kore's own id of the person.
                 * @example u-b92404aa-f0cd-541f-ad4a-9ed4dd800001
                 */
                userId: string;
                /** @description Messages to leave out at the beginning. */
                skip?: number;
                /**
                 * @description Another name of `skip`.
                 * @example 0
                 */
                offset?: number;
                /** @description Most messages in one answer. */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Id of the bot, also called stream or app: `st-` and a UUID. Any letters, digits and hyphens may follow `st-` here, 125 at most.
                 * @example st-841b5cd4-6393-5561-9218-34e3c6200001
                 */
                botId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of messages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagesLiteResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["Timeout"];
            412: components["responses"]["Invalid"];
            413: components["responses"]["BodyTooLarge"];
            414: components["responses"]["UrlTooLong"];
            417: components["responses"]["Expectation"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ServerError"];
            501: components["responses"]["NotImplemented"];
            503: components["responses"]["Unavailable"];
            505: components["responses"]["HttpVersion"];
        };
    };
    postMessagesLite: {
        parameters: {
            query?: {
                /**
                 * @description E-mail address, id given by the enterprise, or Kore's own id of the person.
                 * @example u-b92404aa-f0cd-541f-ad4a-9ed4dd800001
                 */
                userId?: string;
                /** @description Messages to leave out at the beginning. */
                skip?: number;
                /**
                 * @description Another name of `skip`.
                 * @example 0
                 */
                offset?: number;
                /** @description Most messages in one answer. */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Id of the bot, also called stream or app: `st-` and a UUID. Any letters, digits and hyphens may follow `st-` here, 125 at most.
                 * @example st-841b5cd4-6393-5561-9218-34e3c6200001
                 */
                botId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MessagesLiteRequest"];
            };
        };
        responses: {
            /** @description A page of messages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagesLiteResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["Timeout"];
            412: components["responses"]["Invalid"];
            413: components["responses"]["BodyTooLarge"];
            414: components["responses"]["UrlTooLong"];
            417: components["responses"]["Expectation"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ServerError"];
            501: components["responses"]["NotImplemented"];
            503: components["responses"]["Unavailable"];
            505: components["responses"]["HttpVersion"];
        };
    };
    getAgenticHistory: {
        parameters: {
            query: {
                /**
                 * @description Number of the page, from 1.
                 * @example 1
                 */
                page: number;
                /**
                 * @description Entries on a page.
                 * @example 20
                 */
                limit: number;
                /** @description Gives the searches that the agent made by hand instead of the exchanges. */
                search?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description Id of the bot, under the name that this API gives it.
                 * @example st-841b5cd4-6393-5561-9218-34e3c6200001
                 */
                streamId: string;
                /**
                 * @description Id of the conversation as given by the customer's contact centre (`convId`).
                 * @example CH9da0c1b2a3948576a0b1c2d3e4f50001
                 */
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of exchanges. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgenticHistory"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["Timeout"];
            412: components["responses"]["Invalid"];
            413: components["responses"]["BodyTooLarge"];
            414: components["responses"]["UrlTooLong"];
            417: components["responses"]["Expectation"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ServerError"];
            501: components["responses"]["NotImplemented"];
            503: components["responses"]["Unavailable"];
            505: components["responses"]["HttpVersion"];
        };
    };
}
