#include "bridge/link/outage_log.hpp"

#include <utility>

#include "system/log.hpp"

namespace mfp::bridge {

namespace {

/// So many connections in a row that ended so soon look like two processes that throw each other out.
constexpr int short_connections_told = 5;
constexpr std::chrono::seconds short_connection{5};

}  // namespace

OutageLog::OutageLog(std::string broker, std::string client_id)
    : broker_(std::move(broker)), client_id_(std::move(client_id)) {}

void OutageLog::begin(std::optional<Duration> lasted, const std::string& why) {
  if (text_.empty()) {
    text_ = (lasted ? "lost the connection to " : "cannot reach ") + broker_ + ": " + why + "; trying again";
    spdlog::warn("{}", text_);
  }
  // A broker need not say that another connection came with the same client id.
  short_connections_ = lasted && *lasted < short_connection ? short_connections_ + 1 : 0;
  if (!client_id_.empty() && short_connections_ == short_connections_told) {
    spdlog::warn(
        "{} ends the connection again and again; if another process uses the client id {}, on this or another "
        "machine, give one of them another client_id under broker",
        broker_, client_id_);
  }
}

}  // namespace mfp::bridge
