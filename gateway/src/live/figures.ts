import { counter, gauge, type Registry, seconds } from '@learnova/platform/metrics';
import { toldIn } from '../told.ts';

export type LiveFigures = ReturnType<typeof liveFigures>;

/** What is told of subscriptions. */
export function liveFigures(metrics: Registry) {
  return {
    told: toldIn(metrics),
    open: gauge(metrics, 'gateway_subscriptions', 'Open subscriptions'),
    topics: gauge(metrics, 'gateway_live_topics', 'Topics that are listened to'),
    deliveries: counter(metrics, 'gateway_live_deliveries_total', 'Live events by what the owner said', [
      'status',
    ]),
    shared: counter(
      metrics,
      'gateway_live_shared_total',
      'Deliveries that another subscription of the same person had asked for already',
    ),
    overflows: counter(metrics, 'gateway_live_overflows_total', 'Queues that were forgotten for the log'),
    replans: counter(
      metrics,
      'gateway_live_replans_total',
      'Subscriptions that went over to another supergraph, or ended because it has them no more',
      ['outcome'],
    ),
    lag: seconds(metrics, 'gateway_live_lag_seconds', 'From reading an event to its delivery'),
  };
}
