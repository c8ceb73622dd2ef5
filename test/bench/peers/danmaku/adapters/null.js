/** Shows nothing: what remains is the harness itself. */
export const modes = ['avoid', 'all'];
export const create = () => ({ push: () => {} });
