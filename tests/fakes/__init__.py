"""Services that stand in for the real ones, by real HTTP on the loopback interface. They refuse what those refuse."""
