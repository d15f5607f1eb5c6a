#include "transport/tcp.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace mfp::transport {

void Cork::set(int value) const {
  const int error_number = errno;
  setsockopt(socket_, IPPROTO_TCP, TCP_CORK, &value, sizeof value);
  errno = error_number;
}

std::optional<int> take_hang_up(int socket) {
  // POLLHUP and POLLERR come without being asked for.
  pollfd watched{socket, 0, 0};
  if (poll(&watched, 1, 0) <= 0) return std::nullopt;
  int error_number = 0;
  socklen_t size = sizeof error_number;
  getsockopt(socket, SOL_SOCKET, SO_ERROR, &error_number, &size);
  return error_number;
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
