/** The screens of this area; each is loaded when it is opened. */
export const programmeRoutes = [] as const;
