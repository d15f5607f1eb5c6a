#include "transport/tcp.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>

namespace mfp::transport {

core::Result<std::deque<std::string>> addresses_of(const std::string& host) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(host.c_str(), nullptr, &hints, &found) != 0) {
    return core::fail("the host '" + host + "' is not known");
  }
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, freeaddrinfo);
  std::deque<std::string> addresses;
  for (const addrinfo* entry = found; entry != nullptr; entry = entry->ai_next) {
    std::array<char, NI_MAXHOST> text{};
    const auto size = static_cast<socklen_t>(text.size());
    if (getnameinfo(entry->ai_addr, entry->ai_addrlen, text.data(), size, nullptr, 0, NI_NUMERICHOST) == 0) {
      addresses.emplace_back(text.data());
    }
  }
  if (addresses.empty()) return core::fail("the host '" + host + "' has no address");
  return addresses;
}

void Cork::set(int value) const {
  const int error_number = errno;
  setsockopt(socket_, IPPROTO_TCP, TCP_CORK, &value, sizeof value);
  errno = error_number;
}

KeptSocket::KeptSocket(int socket) : socket_(dup(socket)) {}

KeptSocket::~KeptSocket() {
  if (socket_ >= 0) ::close(socket_);
}

bool KeptSocket::wait_writable(Timeout timeout) const { return wait_for(POLLOUT, timeout); }

bool KeptSocket::wait_for(short events, Timeout timeout) const {
  pollfd watched{socket_, events, 0};
  return poll(&watched, 1, static_cast<int>(timeout.count())) > 0;
}

void KeptSocket::close_in_order(Timeout timeout) const {
  ::shutdown(socket_, SHUT_WR);
  std::array<char, 4096> unread;
  while (wait_for(POLLIN, timeout) && recv(socket_, unread.data(), unread.size(), MSG_DONTWAIT) > 0) {
  }
}

}  // namespace mfp::transport
