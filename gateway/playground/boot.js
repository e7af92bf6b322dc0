// Headers typed in the editor go along with HTTP requests, and as connection parameters with subscriptions.
const address = new URL('/graphql', location.href);
const sockets = new URL(address);
sockets.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
const fetcher = GraphiQL.createFetcher({ url: address.href, subscriptionUrl: sockets.href });
const root = ReactDOM.createRoot(document.getElementById('graphiql'));
root.render(
  React.createElement(GraphiQL, {
    fetcher,
    isHeadersEditorEnabled: true,
    defaultEditorToolsVisibility: 'headers',
  }),
);
