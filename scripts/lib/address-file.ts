/** Where a running `npm start` leaves its database's address for scripts beside it: in its data folder, for its owner's eyes. */
export const addressFile = 'database-url';
