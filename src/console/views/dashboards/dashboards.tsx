import { useMemo } from 'preact/hooks'
import { worldCall } from '../../api/calls.ts'
import { BotChoice, Choice, Toolbar, useBotId } from '../../parts/fields.tsx'
import { FailureNote, Note, Skeleton } from '../../parts/notes.tsx'
import { RangeFields } from '../../parts/range-fields.tsx'
import { useLoad } from '../../state/load.ts'
import { useMock } from '../../state/mock.ts'
import { rangeIn } from '../../state/range.ts'
import { useQuery } from '../../state/router.ts'
import { ZoneTime } from '../../state/zone-time.ts'
import { QueryEditor } from './query-editor.tsx'
import { WidgetCard } from './widget-card.tsx'

/** The bot's dashboards, drawn; days are those of UTC, as the vendor's are. */
export function DashboardsView() {
  const { client, world } = useMock()
  const [query, setQuery] = useQuery()
  const botId = useBotId()
  const utc = useMemo(() => new ZoneTime('UTC'), [])
  const range = rangeIn(query, Date.parse(world.now), utc)
  const bot = useLoad(`dashboards of ${botId}`, signal => client.send(worldCall(botId), signal))
  const dashboards = bot.value?.bots[0]?.dashboards ?? []
  const shown = dashboards.find(({ name }) => name === query.get('dashboard')) ?? dashboards[0]
  const edited = shown?.widgets.find(({ name }) => name === query.get('edit'))
  return (
    <>
      <h1 tabIndex={-1}>Dashboards</h1>
      <Toolbar label="What to look at">
        <BotChoice value={botId} />
        <Choice
          label="Dashboard"
          value={shown?.name ?? ''}
          options={dashboards.map(({ name }) => [name, name])}
          onChoose={dashboard => setQuery({ dashboard, edit: undefined })}
        />
        <RangeFields range={range} />
        <span class="as-of">Days of UTC</span>
      </Toolbar>
      {bot.failure && <FailureNote failure={bot.failure} again={bot.again} />}
      {bot.value === undefined && bot.isLoading && <Skeleton label="Loading dashboards" rows={6} />}
      {bot.value !== undefined && shown === undefined && (
        <Note kind="empty" title="No dashboards">
          This bot has none: its scenario says <code>dashboards: []</code>.
        </Note>
      )}
      {shown !== undefined && edited !== undefined && (
        <QueryEditor
          key={`${botId} ${shown.name} ${edited.name}`}
          name={{ botId, dashboard: shown.name, widget: edited.name }}
          range={range}
        />
      )}
      {shown !== undefined && edited === undefined && (
        <div class="charts widgets">
          {shown.widgets.map(widget => (
            <WidgetCard
              key={`${botId} ${shown.name} ${widget.name}`}
              name={{ botId, dashboard: shown.name, widget: widget.name }}
              range={range}
            />
          ))}
        </div>
      )}
    </>
  )
}
