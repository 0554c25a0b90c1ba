def flow_velocity(x, t, mean, std):
    """E[data − noise | place = x at time t]; as many as x."""
    spread = (1 - t) ** 2 + t**2 * std**2
    together = t * std**2 - (1 - t)
    return mean + (x - t * mean) * together / spread
