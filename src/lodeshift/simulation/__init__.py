"""The city through thousands of futures: state, behaviour, shocks, ensemble, calibration, backtest, discovery."""
